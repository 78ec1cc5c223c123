// videopanda encode: a video's tokens and attention maps as a .safetensors file.
#include <memory>
#include <utility>

#include "command_line.h"
#include "console.h"
#include "jobs/export.h"

namespace vp::cli {
namespace {

struct EncodeCommand {
  ModelOptions model;
  VideoOptions video;
  std::filesystem::path out;
};

void run(const EncodeCommand& command, const Context& context) {
  engine::VideoRequest request = command.video.request();
  request.beyond_context = true;
  jobs::ExportOptions options;
  options.arrays = command.out;
  base::FileGuard inputs;
  inputs.reads(command.video.file, base::untranslated("the video"));
  command.model.guard(inputs);
  jobs::Export results(std::move(options), std::move(inputs));
  check_video(request, command.model.chunk_frames(), context);
  ConsoleProgress progress;
  const auto model = load_model(command.model.load_options(), progress, context);
  const auto video = engine::EncodedVideo::encode(model, request, progress, context.stop);
  results.run({video, {}, {}, {}}, progress, context.stop);
}

}  // namespace

void add_encode_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<EncodeCommand>();
  CLI::App* sub =
      app.add_subcommand("encode", "Write a video's tokens and attention maps to a .safetensors file");
  command->video.add_to(*sub);
  sub->add_option("--out", command->out, "File to write, .safetensors")->type_name("FILE")->required();
  command->model.add_to(*sub);
  sub->footer(
      "Example:\n  videopanda encode film.mp4 --model Video-Panda --out film.safetensors --frames 16");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
