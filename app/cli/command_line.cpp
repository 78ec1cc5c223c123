#include "command_line.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/progress.h"
#include "checkpoint/checkpoint_files.h"
#include "checkpoint/model_config.h"
#include "engine/device_choice.h"
#include "engine_library/open_engine_library.h"
#include "hub/get_model.h"
#include "media/frame_sampling.h"
#include "media/video_reader.h"

namespace vp::cli {
namespace {

// The sampling rule counts whole seconds.
std::optional<std::int64_t> whole_seconds(const std::optional<double>& seconds, const char* option) {
  if (!seconds) return std::nullopt;
  if (!std::isfinite(*seconds) || *seconds < 0 || *seconds > 1e9)
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated(std::string(option) + " is a time in seconds from 0 on; " +
                                         std::to_string(*seconds) + " is not."));
  return static_cast<std::int64_t>(*seconds);
}

std::filesystem::path executable_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

[[noreturn]] void fail_output(int reason) {
  if (reason == EPIPE)
    throw base::Error(base::ErrorCode::Stopped,
                      base::untranslated("The reader of standard output has gone away."));
  throw base::Error(base::ErrorCode::Output,
                    base::untranslated("Writing to standard output failed; check the disk or the pipe."));
}

/// A folder as it is; what is none, but the name of a model that was downloaded ("organisation/name", and
/// behind another "/" a folder of it), as its folder in the hub's cache.
std::filesystem::path downloaded_or_same(const std::filesystem::path& folder) {
  std::error_code error;
  const std::string text = folder.string();
  if (text.find('/') == std::string::npos || std::filesystem::exists(folder, error)) return folder;
  const std::size_t behind = text.find('/', text.find('/') + 1);
  const auto repository = hub::repository_of(text.substr(0, behind));
  if (!repository) return folder;
  try {
    const auto settings = hub::HubSettings::from([](const char* name) { return std::getenv(name); });
    return hub::kept_model(settings,
                           {*repository, behind == std::string::npos ? "" : text.substr(behind + 1), "main"});
  } catch (const base::Error&) {
    return folder;
  }
}

/// The checkpoint that is meant; empty where the built-in one is, and is not there.
std::filesystem::path chosen_folder(const std::filesystem::path& folder) {
  if (folder != engine::kBuiltinModelName) return downloaded_or_same(folder);
  return engine::builtin_model_folder(executable_folder()).value_or(std::filesystem::path());
}

// CLI11 would list a check beside the value's name in the help.
CLI::Validator in_range(int first, int last) {
  return CLI::Range(first, last).description("");
}

}  // namespace

CLI::Validator whole_number() {
  return CLI::Validator(
      [](std::string& text) {
        const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
        return digits && text.size() <= 18 ? std::string()
                                           : text + " is not a whole number from 0 to 999999999999999999";
      },
      "");
}

void add_choice(CLI::App& command, const std::string& name, std::string& value,
                const std::vector<std::string>& choices, const std::string& description) {
  std::string type_name;
  for (const std::string& choice : choices) type_name += (type_name.empty() ? "" : "|") + choice;
  command.add_option(name, value, description)
      ->type_name(type_name)
      ->check(CLI::IsMember(choices).description(""))
      ->capture_default_str();
}

void add_part_options(CLI::App& command, std::filesystem::path& encoder, std::filesystem::path& projector) {
  command
      .add_option("--encoder", encoder,
                  "Folder of the vision tower of Video-LLaVA or Video-ChatGPT; without it the one that the\n"
                  "checkpoint names, beside it, above it or in the model hub's cache")
      ->type_name("FOLDER");
  command
      .add_option("--projector", projector,
                  "Video-ChatGPT's projector file; without it MBZUAI/Video-ChatGPT-7B/video_chatgpt-7B.bin,\n"
                  "found in the same places")
      ->type_name("FILE");
}

void ModelOptions::add_to(CLI::App& command) {
  command
      .add_option(
          "--model", folder,
          "Checkpoint folder: config.json, tokenizer.model and the weights, or the name of a model that\n"
          "videopanda get has got; without it the one that VIDEOPANDA_MODEL names, else the built-in\n"
          "model, which knows drawn shapes only")
      ->type_name("FOLDER")
      ->envname("VIDEOPANDA_MODEL")
      ->capture_default_str();
  add_part_options(command, encoder, projector);
  add_device_option(command, device);
  add_dtype_option(command, dtype);
  add_choice(command, "--kv-cache", kv_cache, {"auto", "full", "16bit", "8bit"},
             "How a conversation's keys and values are kept; full: as they are computed, auto: in 16 bits\n"
             "where float32 was not asked for and the weights have 16 bits or fewer, else full");
  add_threads_option(command, threads);
}

void CacheChoice::add_to(CLI::App& command) {
  command
      .add_option(
          "--cache-size", megabytes,
          "Most megabytes of what was computed of films, kept so that the next question about one of them\n"
          "does not wait for it; 0: nothing is kept or looked for")
      ->type_name("N")
      ->envname("VIDEOPANDA_CACHE_SIZE")
      ->check(in_range(0, 1 << 20))
      ->capture_default_str();
}

std::shared_ptr<const library::VideoCache> CacheChoice::open() const {
  library::CacheOptions options;
  options.folder = library::default_cache_folder();
  options.most_bytes = std::int64_t{megabytes} << 20;
  if (megabytes == 0 || options.folder.empty()) return nullptr;
  return std::make_shared<const library::VideoCache>(std::move(options));
}

void add_device_option(CLI::App& command, std::string& device, const std::string& help) {
  command
      .add_option("--device", device,
                  !help.empty() ? help
                                : "Where to compute; cuda: the GPU with the most free memory, auto: that one "
                                  "if the model fits\n"
                                  "into it, else the CPU. `videopanda info` lists the devices")
      ->type_name("auto|cpu|cuda|cuda:N")
      ->check(CLI::Validator(
          [](const std::string& name) {
            return engine::device_of_name(name) ? std::string()
                                                : name + " is no device; it can be auto, cpu, cuda or cuda:N";
          },
          ""))
      ->capture_default_str();
}

void add_dtype_option(CLI::App& command, std::string& dtype) {
  add_choice(command, "--dtype", dtype, {"auto", "float32", "bfloat16", "float16"},
             "Precision of the weights; auto: bfloat16 where the device multiplies in it, else float32");
}

void add_threads_option(CLI::App& command, int& threads) {
  command.add_option("--threads", threads, "CPU threads, at most one a processor; 0: one a physical core")
      ->type_name("N")
      ->check(in_range(0, 1024))
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
  options.folder = downloaded_or_same(folder);
  if (folder == engine::kBuiltinModelName) {
    options.folder = engine::require_builtin_model(executable_folder());
    std::fprintf(stderr, "videopanda: %s\n", engine::kBuiltinModelNotice);
  }
  options.encoder = encoder;
  options.projector = projector;
  const engine::DeviceWish wish = engine::device_of_name(device).value_or(engine::DeviceWish{});
  options.device = wish.choice;
  options.cuda_index = wish.cuda_index;
  options.dtype = dtype_choice(dtype);
  options.kv_cache = kv_cache == "full"    ? engine::KvCacheChoice::Full
                     : kv_cache == "16bit" ? engine::KvCacheChoice::Bits16
                     : kv_cache == "8bit"  ? engine::KvCacheChoice::Bits8
                                           : engine::KvCacheChoice::Auto;
  options.threads = threads;
  return options;
}

void ModelOptions::guard(base::FileGuard& files) const {
  const std::filesystem::path chosen = chosen_folder(folder);
  if (!chosen.empty()) checkpoint::guard_checkpoint(files, chosen);
  if (!encoder.empty()) checkpoint::guard_checkpoint(files, encoder);
  if (!projector.empty()) files.reads(projector, base::untranslated("the projector"));
}

int ModelOptions::chunk_frames() const {
  try {
    return checkpoint::read_model_config(chosen_folder(folder), encoder).vision.num_frames;
  } catch (const base::Error&) {
    return checkpoint::VisionConfig{}.num_frames;
  }
}

void add_open_options(CLI::App& command, media::OpenOptions& options) {
  command
      .add_option(
          "--video-stream", options.stream,
          "Which stream of the file to look at, by its number in `videopanda info`; without it the film,\n"
          "not a still picture beside it")
      ->type_name("N")
      ->check(in_range(0, 1 << 20));
  command.add_flag("--deinterlace", options.deinterlace,
                   "Of interlaced pictures, two moments woven together, keep the one that is shown first");
}

void add_sampling_options(CLI::App& command, std::optional<double>& start_s, std::optional<double>& end_s,
                          int& frames) {
  command.add_option("--start", start_s, "Look at the video from this second on (whole seconds count)")
      ->type_name("S");
  command.add_option("--end", end_s, "Look at the video up to this second (whole seconds count)")
      ->type_name("S");
  command
      .add_option(
          "--frames", frames,
          "Frames to look at, a multiple of the checkpoint's chunk (4; Video-LLaVA: 8, Video-ChatGPT: 1);\n"
          "0: as many as it was trained with (8; Video-ChatGPT: 100)")
      ->type_name("N")
      ->check(in_range(0, 4096))
      ->capture_default_str();
}

media::TimeRange time_range(const std::optional<double>& start_s, const std::optional<double>& end_s) {
  return {whole_seconds(start_s, "--start"), whole_seconds(end_s, "--end")};
}

void VideoOptions::add_to(CLI::App& command) {
  command.add_option("VIDEO", file, "Any video file that FFmpeg reads")->required();
  add_open_options(command, open);
  add_sampling_options(command, start_s, end_s, frames);
  command
      .add_option("--at-frames", at_frames,
                  "Look at exactly these frames, counted from 0, ascending, instead of sampling: 0,15,30")
      ->type_name("N,N,…")
      ->delimiter(',')
      ->check(whole_number())
      ->excludes("--start")
      ->excludes("--end")
      ->excludes("--frames");
}

engine::VideoRequest VideoOptions::request() const {
  engine::VideoRequest request;
  request.file = file;
  request.open = open;
  request.range = time_range(start_s, end_s);
  request.frames = frames;
  request.frame_indices = at_frames;
  return request;
}

void add_max_new_tokens_option(CLI::App& command, std::int64_t& max_new_tokens) {
  command.add_option("--max-new-tokens", max_new_tokens, "Longest answer, in tokens")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
}

void add_ask_options(CLI::App& command, engine::AskOptions& options) {
  add_max_new_tokens_option(command, options.max_new_tokens);
  command
      .add_option("--temperature", options.temperature,
                  "How freely tokens are drawn; 0: always the likeliest one, 1: as the model weighs them")
      ->type_name("T")
      ->capture_default_str();
  command
      .add_option("--top-p", options.top_p,
                  "Draw only from the likeliest tokens that together have this probability")
      ->type_name("P")
      ->capture_default_str();
  command.add_option("--seed", options.seed, "Seed of the drawing: the same seed gives the same answer")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
  command
      .add_option(
          "--repetition-penalty", options.repetition_penalty,
          "Make tokens of the question and of the answer so far less likely, above 1; usual: 1.1 to 1.3")
      ->type_name("X")
      ->capture_default_str();
  command.add_flag_callback(
      "--no-repetition-guard", [&options] { options.repetition_guard = false; },
      "Let an answer that repeats itself word for word run to the longest length; else it ends\n"
      "when the same tokens, at most 64, stand there four times and are 48 together");
}

void ChunkChoice::add_to(CLI::App& command, const std::string& of_what) {
  command.add_option("--num-chunks", count_, "Cut the " + of_what + " into this many parts")->type_name("N");
  CLI::Option* const index =
      command.add_option("--chunk-idx", index_, "The part to do, from 0 on; give each its own --out")
          ->type_name("I");
  command
      .add_option("--chunk", from_,
                  "auto: the part that Slurm's, torchrun's or Kubernetes' variables name\n"
                  "({chunk} in the name of --out becomes such as 03-of-16)")
      ->type_name("auto")
      ->check(CLI::IsMember({"auto"}).description(""))
      ->excludes(index);
}

base::Chunk ChunkChoice::chunk() const {
  if (!from_.empty())
    return base::chunk_of_scheduler([](const char* name) { return std::getenv(name); }, count_);
  const base::Chunk chunk{count_.value_or(1), index_.value_or(0)};
  chunk.validate();
  return chunk;
}

std::shared_ptr<const engine::Model> load_model(const engine::LoadOptions& options, base::Progress& progress,
                                                const Context& context) {
  app::open_engine_library();
  return engine::Model::load(options, progress, context.stop);
}

jobs::LoadAgain loader_of(const engine::LoadOptions& options) {
  return [options](base::Progress& progress, const std::stop_token& stop) {
    app::open_engine_library();
    return engine::Model::load(options, progress, stop);
  };
}

void check_video(engine::VideoRequest& request, int chunk_frames, const Context& context) {
  base::NoProgress progress;
  const media::VideoReader reader =
      media::VideoReader::open(request.file, request.open, progress, context.stop);
  request.scan = reader.scan();
  if (!request.frame_indices.empty())
    return media::check_frame_indices(request.frame_indices, reader.index().size());
  media::sample_frame_indices(reader.index(), reader.info().average_frame_rate.value(),
                              request.frames > 0 ? request.frames : chunk_frames, chunk_frames,
                              request.range);
}

void write_out(std::string_view text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    fail_output(errno);
}

void finish_out() {
  errno = 0;
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) fail_output(errno);
}

void check_writable(const std::filesystem::path& file) {
  const base::AtomicFile probe(file);
}

}  // namespace vp::cli
