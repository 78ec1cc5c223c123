// videopanda encode: a video's tokens and attention maps as a .safetensors file.
#include <memory>
#include <vector>

#include "attention/attention_maps.h"
#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "tensor_file.h"

namespace vp::cli {
namespace {

struct EncodeCommand {
  ModelOptions model;
  VideoOptions video;
  std::filesystem::path out;
};

void run(const EncodeCommand& command, const Context& context) {
  const engine::VideoRequest request = command.video.request();
  check_writable(command.out);
  check_video(request, context);
  ConsoleProgress progress;
  const auto model = engine::Model::load(command.model.load_options(), progress, context.stop);
  const auto video = engine::EncodedVideo::encode(model, request, progress, context.stop);

  TensorFile file;
  const attention::AttentionMaps& maps = video->maps();
  file.add("gstra_attention", {maps.chunks, maps.gstra_heads, maps.frames_per_chunk * maps.grid * maps.grid},
           maps.gstra);
  const std::vector<std::int64_t> token_counts = video->tokens_per_frame();
  for (int slot = 0; slot < video->frame_slots(); ++slot) {
    const attention::FrameMaps& frame = maps.frames[static_cast<std::size_t>(slot)];
    const std::string prefix = "frame" + std::to_string(slot) + ".";
    const std::int64_t cells = frame.height * frame.width;
    const std::int64_t area = static_cast<std::int64_t>(frame.lsd.size()) / (maps.heads * cells);
    file.add(prefix + "fsra_attention", {maps.heads, cells}, frame.fsra);
    file.add(prefix + "lsd_attention", {maps.heads, cells, area}, frame.lsd);
    file.add(prefix + "tokens", {token_counts[static_cast<std::size_t>(slot)], video->token_width()},
             video->frame_tokens(slot));
  }
  base::throw_if_stopped(context.stop);
  checkpoint::write_safetensors(command.out, file.tensors(), tensor_metadata(*model, *video));
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
