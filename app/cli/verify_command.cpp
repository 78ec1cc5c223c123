// videopanda verify: asks everything in a transcript again and compares.
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "jobs/verify_record.h"

namespace vp::cli {
namespace {

struct VerifyCommand {
  jobs::VerifyOptions options;
  ModelOptions model;
  bool json = false;
};

std::string text_of(const transcript::Verification& result) {
  std::string text;
  for (const base::Message& difference : result.differences) text += "- " + difference.text() + "\n";
  for (const base::Message& note : result.notes) text += "Note: " + note.text() + "\n";
  return text + result.summary() + "\n";
}

std::string json_of(const transcript::Verification& result) {
  const nlohmann::ordered_json object{{"same", result.same()},
                                      {"differences", base::texts_of(result.differences)},
                                      {"notes", base::texts_of(result.notes)},
                                      {"questions", result.questions},
                                      {"tokens", result.tokens}};
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void run(const VerifyCommand& command, const Context& context) {
  const jobs::VerifyRecord verify(command.options, context.stop);
  ConsoleProgress progress;
  const auto model = load_model(verify.load_options(command.model.load_options()), progress, context);
  const transcript::Verification result = verify.run(model, progress, context.stop);
  progress.clear();
  write_out(command.json ? json_of(result) : text_of(result));
  if (!result.same())
    throw base::Error(kDiffers, base::untranslated(command.options.record.string() +
                                                   " could not be reproduced; the differences are listed."));
}

}  // namespace

void add_verify_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<VerifyCommand>();
  CLI::App* sub = app.add_subcommand("verify", "Ask everything in a transcript again and compare");
  sub->add_option("TRANSCRIPT", command->options.record, "A transcript, .json, that ask or the studio wrote")
      ->required();
  sub->add_option("--video", command->options.video,
                  "The video, where it is no longer where the transcript says")
      ->type_name("FILE");
  command->model.add_to(*sub);
  sub->add_flag("--json", command->json, "The result as one JSON object instead of text");
  sub->footer(
      "Compares the video's SHA-256, the model's hash, the sampled frames, and the tokens of every answer "
      "with\n"
      "the recorded settings; the log-probabilities too when device and precision are the recorded ones, "
      "which\n"
      "are used unless --device, --dtype or --threads say otherwise. Ends with 0 when all is the same, with "
      "6\n"
      "and a list when not.\n\n"
      "Example:\n  videopanda verify answers.json --model Video-Panda");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
