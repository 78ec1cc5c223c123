// videopanda prepare: a checkpoint in a form that loads at once and needs less memory.
#include <cstdio>
#include <memory>

#include "command_line.h"
#include "console.h"
#include "engine_library/open_engine_library.h"
#include "prepare/prepare_checkpoint.h"

namespace vp::cli {
namespace {

struct PrepareCommand {
  prepare::PrepareOptions options;
  std::string bits = "8";
};

void run(const PrepareCommand& command, const Context& context) {
  prepare::PrepareOptions options = command.options;
  options.bits = std::stoi(command.bits);
  app::open_engine_library();
  ConsoleProgress progress;
  const prepare::PreparedCheckpoint prepared = prepare::prepare_checkpoint(options, progress, context.stop);
  progress.clear();
  std::printf("%s: %s of weights in %d bits, of %s\nmodel %s\n", options.target.c_str(),
              amount_text(base::Phase::Load, prepared.bytes).c_str(), options.bits,
              amount_text(base::Phase::Load, prepared.source_bytes).c_str(), prepared.hash.c_str());
}

}  // namespace

void add_prepare_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<PrepareCommand>();
  CLI::App* sub =
      app.add_subcommand("prepare", "Write a checkpoint in a form that loads at once and needs less memory");
  sub->add_option("IN", command->options.source, "Folder of the original checkpoint")->required();
  sub->add_option("OUT", command->options.target, "New folder for the prepared one")->required();
  add_part_options(*sub, command->options.encoder, command->options.projector);
  add_choice(*sub, "--bits", command->bits, {"16", "8", "4"},
             "Bits a weight of the language model: 16 as published, 8 for half the memory, 4 for a third");
  add_threads_option(*sub, command->options.threads);
  sub->footer(
      "Example:\n  videopanda prepare Video-Panda-7B Video-Panda-7B-4bit --bits 4\n"
      "  videopanda ask film.mp4 \"What happens?\" --model Video-Panda-7B-4bit");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
