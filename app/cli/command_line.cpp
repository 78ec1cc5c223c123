#include "command_line.h"

#include <cmath>

#include "base/error.h"
#include "base/progress.h"
#include "media/frame_sampling.h"
#include "media/video_reader.h"

namespace vp::cli {
namespace {

// The sampling rule counts whole seconds.
std::optional<std::int64_t> whole_seconds(const std::optional<double>& seconds, const char* option) {
  if (!seconds) return std::nullopt;
  if (!std::isfinite(*seconds) || *seconds < 0 || *seconds > 1e9)
    throw base::Error(base::ErrorCode::Usage, std::string(option) + " is a time in seconds from 0 on; " +
                                                  std::to_string(*seconds) + " is not.");
  return static_cast<std::int64_t>(*seconds);
}

}  // namespace

void ModelOptions::add_to(CLI::App& command) {
  command.add_option("--model", folder, "Checkpoint folder (config.json, tokenizer.model, weights)")
      ->required();
  command.add_option("--device", device, "Where to compute")
      ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
      ->capture_default_str();
  command
      .add_option("--dtype", dtype,
                  "Precision of the weights; auto: bfloat16 where the device multiplies in it")
      ->check(CLI::IsMember({"auto", "float32", "bfloat16", "float16"}))
      ->capture_default_str();
  command.add_option("--threads", threads, "CPU threads; 0: one a physical core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
}

engine::DtypeChoice dtype_choice(const std::string& name) {
  if (name == "float32") return engine::DtypeChoice::Float32;
  if (name == "bfloat16") return engine::DtypeChoice::BFloat16;
  if (name == "float16") return engine::DtypeChoice::Float16;
  return engine::DtypeChoice::Auto;
}

engine::LoadOptions ModelOptions::load_options() const {
  engine::LoadOptions options;
  options.folder = folder;
  options.device = device == "cpu"    ? engine::DeviceChoice::Cpu
                   : device == "cuda" ? engine::DeviceChoice::Cuda
                                      : engine::DeviceChoice::Auto;
  options.dtype = dtype_choice(dtype);
  options.threads = threads;
  return options;
}

void VideoOptions::add_to(CLI::App& command) {
  command.add_option("VIDEO", file, "Any file that FFmpeg reads")->required();
  command.add_option("--start", start_s, "First second of the part to look at");
  command.add_option("--end", end_s, "Last second of the part to look at");
  command.add_option("--frames", frames, "Frames to look at, a multiple of 4; 0: as the checkpoint says (8)")
      ->check(CLI::Range(0, 4096))
      ->capture_default_str();
}

engine::VideoRequest VideoOptions::request() const {
  engine::VideoRequest request;
  request.file = file;
  request.range.start_s = whole_seconds(start_s, "--start");
  request.range.end_s = whole_seconds(end_s, "--end");
  request.frames = frames;
  return request;
}

void add_ask_options(CLI::App& command, engine::AskOptions& options) {
  command.add_option("--max-new-tokens", options.max_new_tokens, "Longest answer, in tokens")
      ->capture_default_str();
  command.add_option("--temperature", options.temperature, "0: always the likeliest token")
      ->capture_default_str();
  command.add_option("--top-p", options.top_p, "Draw from the smallest set of tokens with this probability")
      ->capture_default_str();
  command.add_option("--seed", options.seed, "Seed of the drawing")->capture_default_str();
}

void check_video(const engine::VideoRequest& request, const Context& context) {
  base::NoProgress progress;
  const media::VideoReader reader = media::VideoReader::open(request.file, progress, context.stop);
  const int chunk = checkpoint::VisionConfig{}.num_frames;
  media::sample_frame_indices(reader.index().size(), reader.info().average_frame_rate.value(),
                              request.frames > 0 ? request.frames : 2 * chunk, chunk, request.range);
}

}  // namespace vp::cli
