// videopanda info: what this program, a video or a checkpoint is made of.
#include <array>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/error.h"
#include "checkpoint/system_name.h"
#include "command_line.h"
#include "console.h"
#include "engine/checkpoint_report.h"
#include "engine/system_info.h"
#include "engine_library/open_engine_library.h"
#include "media/video_reader.h"

namespace vp::cli {
namespace {

using Json = nlohmann::ordered_json;

struct InfoCommand {
  std::filesystem::path path;
  std::filesystem::path encoder, projector;  ///< of a checkpoint, see checkpoint::ModelFiles
  media::OpenOptions open;
  bool json = false;
};

Json system_json() {
  const engine::SystemInfo info = engine::system_info();
  return {{"version", info.program_version},
          {"libtorch", info.libtorch_version},
          {"ffmpeg", info.ffmpeg_version},
          {"blas", info.blas},
          {"cpu", info.cpu},
          {"cpu_features", info.cpu_features},
          {"kernels_level", info.kernels_level},
          {"libtorch_level", info.libtorch_level},
          {"physical_cores", info.physical_cores},
          {"default_threads", info.physical_cores},
          {"default_dtype", info.bfloat16 ? "bfloat16" : "float32"},
          {"devices", info.devices},
          {"built_with_cuda", info.cuda},
          {"memory_total_bytes", info.memory_total},
          {"memory_available_bytes", info.memory_available}};
}

Json video_json(const std::filesystem::path& file, const media::OpenOptions& options,
                std::vector<std::string>& warnings, const Context& context) {
  class Warnings final : public base::Progress {
   public:
    explicit Warnings(std::vector<std::string>& list) : list_(list) {}
    void report(base::Phase, std::int64_t, std::int64_t) override {}
    void warn(const base::Message& message) override { list_.push_back(message.text()); }

   private:
    std::vector<std::string>& list_;
  } progress(warnings);
  const media::VideoReader reader = media::VideoReader::open(file, options, progress, context.stop);
  const media::VideoInfo& info = reader.info();
  if (info.header_frame_rate.num > 0 && info.header_frame_rate != info.average_frame_rate) {
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(),
                  "The header says %.5g frames a second, but by their times there are %.5g.",
                  info.header_frame_rate.value(), info.average_frame_rate.value());
    warnings.emplace_back(text.data());
  }
  Json streams = Json::array();
  for (const media::StreamInfo& stream : info.streams)
    streams.push_back(
        {{"index", stream.index}, {"kind", stream.kind}, {"codec", stream.codec}, {"detail", stream.detail}});
  return {
      {"file", file.string()},
      {"container", info.container},
      {"video_stream", info.stream},
      {"codec", info.codec},
      {"pixel_format", info.pixel_format},
      {"bit_depth", info.bit_depth},
      {"coded_size", {info.coded_width, info.coded_height}},
      {"sample_aspect_ratio",
       std::to_string(info.sample_aspect_ratio.num) + ":" + std::to_string(info.sample_aspect_ratio.den)},
      {"colours", info.colours.empty() ? "as coded" : info.colours},
      {"transparency", info.transparent ? "over white" : "none"},
      {"interlaced", info.interlaced},
      {"deinterlaced", info.deinterlaced},
      {"rotation_degrees", info.rotation_degrees},
      {"size", {info.width, info.height}},
      {"frames", info.frame_count},
      {"frames_per_s", info.average_frame_rate.value()},
      {"header_frames_per_s", info.header_frame_rate.num > 0 ? Json(info.header_frame_rate.value()) : Json()},
      {"duration_s", info.duration_s},
      {"start_s", info.start_s},
      {"audio", info.has_audio},
      {"streams", streams}};
}

Json checkpoint_json(const engine::CheckpointReport& report) {
  const checkpoint::VisionConfig& vision = report.config.vision;
  const checkpoint::DecoderConfig& decoder = report.config.decoder;
  return {{"model_type", report.config.model_type},
          {"system", checkpoint::name_of(report.config.system).text()},
          {"decoder", decoder.family == checkpoint::DecoderConfig::Family::Qwen2 ? "qwen2" : "llama"},
          {"layers", decoder.num_hidden_layers},
          {"hidden_size", decoder.hidden_size},
          {"attention_heads", decoder.num_attention_heads},
          {"key_value_heads", decoder.num_key_value_heads},
          {"vocab_size", decoder.vocab_size},
          {"context", decoder.max_position_embeddings},
          {"video_hidden_size", vision.hidden_size},
          {"image_size", vision.image_size},
          {"frames", vision.all_num_frames},
          {"visual_parameters", report.visual_parameters},
          {"decoder_parameters", report.decoder_parameters},
          {"needed_bytes", report.needed_bytes},
          {"unneeded_bytes", report.unneeded_bytes},
          {"dtypes", report.dtypes},
          {"problems", base::texts_of(report.problems)}};
}

std::string plain(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// "name            value" lines; lists of objects one line each.
void print(const Json& object) {
  for (const auto& [key, value] : object.items()) {
    std::string label = key;
    for (char& letter : label) letter = letter == '_' ? ' ' : letter;
    if (value.is_array() && (value.empty() || value.front().is_structured() || key == "problems")) {
      std::printf("%-24s%s\n", label.c_str(), value.empty() ? "none" : "");
      for (const Json& item : value) {
        std::string line;
        if (item.is_object())
          for (const auto& [name, part] : item.items()) line += (line.empty() ? "" : "  ") + plain(part);
        else
          line = plain(item);
        std::printf("  %s\n", line.c_str());
      }
    } else if (value.is_array()) {
      std::string line;
      for (const Json& item : value) line += (line.empty() ? "" : ", ") + plain(item);
      std::printf("%-24s%s\n", label.c_str(), line.c_str());
    } else if (key == "visual_parameters" || key == "decoder_parameters") {
      std::printf("%-24s%.2f M\n", label.c_str(), value.get<double>() / 1e6);
    } else if (key.ends_with("_bytes")) {
      std::printf("%-24s%s\n", label.substr(0, label.size() - 6).c_str(),
                  amount_text(base::Phase::Load, value.get<std::int64_t>()).c_str());
    } else {
      std::printf("%-24s%s\n", label.c_str(), plain(value).c_str());
    }
  }
}

void run(const InfoCommand& command, const Context& context) {
  Json result;
  std::vector<std::string> warnings;
  bool unusable_checkpoint = false;
  std::error_code unreachable;  // opening it as a video says why
  if (command.path.empty()) {
    app::open_engine_library();
    result = system_json();
  } else if (std::filesystem::is_directory(command.path, unreachable)) {
    app::open_engine_library();
    const engine::CheckpointReport report =
        engine::inspect_checkpoint({command.path, command.encoder, command.projector});
    unusable_checkpoint = !report.problems.empty();
    result = checkpoint_json(report);
  } else {
    result = video_json(command.path, command.open, warnings, context);
    result["warnings"] = warnings;
  }
  if (command.json)
    std::printf("%s\n", result.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  else
    print(result);
  if (unusable_checkpoint)
    throw base::Error(base::ErrorCode::Checkpoint,
                      base::untranslated("The checkpoint in " + command.path.string() +
                                         " cannot be used as it is; see its problems above."));
}

}  // namespace

void add_info_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<InfoCommand>();
  CLI::App* sub =
      app.add_subcommand("info", "Show what this build, a video or a checkpoint folder is made of");
  sub->add_option("PATH", command->path,
                  "A video file or a checkpoint folder; nothing: this build and machine");
  add_part_options(*sub, command->encoder, command->projector);
  add_open_options(*sub, command->open);
  sub->add_flag("--json", command->json, "JSON instead of text");
  sub->footer(
      "Examples:\n  videopanda info\n  videopanda info film.mp4\n  videopanda info Video-Panda --json");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
