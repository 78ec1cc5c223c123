#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/chunk.h"
#include "base/error.h"
#include "base/file_guard.h"
#include "engine/builtin_model.h"
#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model.h"
#include "jobs/film_questions.h"
#include "library/video_cache.h"

namespace vp::cli {

/// What every command gets: when to stop.
struct Context {
  std::stop_token stop;
};

/// The exit code of verify when a transcript could not be reproduced, which is an answer and no failure.
inline constexpr auto kDiffers = static_cast<base::ErrorCode>(6);

/// --model, --encoder, --projector, --device, --dtype, --kv-cache, --threads
struct ModelOptions {
  std::filesystem::path folder = engine::kBuiltinModelName;
  std::filesystem::path encoder, projector;  ///< see engine::LoadOptions
  std::string device = "auto";
  std::string dtype = "auto";
  std::string kv_cache = "auto";
  int threads = 0;

  void add_to(CLI::App& command);
  /// With the built-in model's folder in the place of its name, and a notice about it on standard error.
  /// Throws Error(Checkpoint) where it was chosen and is not there.
  engine::LoadOptions load_options() const;
  /// The checkpoint's files are read.
  void guard(base::FileGuard& files) const;
  /// How many frames the checkpoint takes at once, by its config.json alone; the released model's number
  /// where that cannot be read, as loading it will say.
  int chunk_frames() const;
};

/// --cache-size: what was computed of a film is kept where the studio keeps it.
struct CacheChoice {
  int megabytes = 2048;

  void add_to(CLI::App& command);
  /// Null where nothing is to be kept, or there is no place for it.
  std::shared_ptr<const library::VideoCache> open() const;
};

/// --encoder and --projector: see checkpoint::ModelFiles.
void add_part_options(CLI::App& command, std::filesystem::path& encoder, std::filesystem::path& projector);

/// --device, --dtype and --threads alone, for commands without a checkpoint.
void add_device_option(CLI::App& command, std::string& device, const std::string& help = {});
void add_dtype_option(CLI::App& command, std::string& dtype);
void add_threads_option(CLI::App& command, int& threads);

/// --video-stream, --deinterlace
void add_open_options(CLI::App& command, media::OpenOptions& options);

/// VIDEO, --video-stream, --deinterlace, --start, --end, --frames, --at-frames
struct VideoOptions {
  std::filesystem::path file;
  media::OpenOptions open;
  std::optional<double> start_s, end_s;
  int frames = 0;
  std::vector<std::int64_t> at_frames;

  void add_to(CLI::App& command);
  /// Throws Error(Usage) for a negative start or end.
  engine::VideoRequest request() const;
};

/// --start, --end, --frames alone
void add_sampling_options(CLI::App& command, std::optional<double>& start_s, std::optional<double>& end_s,
                          int& frames);
/// The range that they name. Throws Error(Usage) for a negative start or end.
media::TimeRange time_range(const std::optional<double>& start_s, const std::optional<double>& end_s);

/// --max-new-tokens alone
void add_max_new_tokens_option(CLI::App& command, std::int64_t& max_new_tokens);
/// --max-new-tokens, --temperature, --top-p, --seed, --repetition-penalty, --no-repetition-guard
void add_ask_options(CLI::App& command, engine::AskOptions& options);

/// --num-chunks, --chunk-idx, --chunk: which part one of several processes does.
class ChunkChoice {
 public:
  void add_to(CLI::App& command, const std::string& of_what);
  /// Throws Error(Usage).
  base::Chunk chunk() const;

 private:
  std::optional<std::int64_t> count_, index_;
  std::string from_;
};

/// With the engine's library opened before. Errors as of engine::Model::load().
std::shared_ptr<const engine::Model> load_model(const engine::LoadOptions& options, base::Progress& progress,
                                                const Context& context);

/// The same for what loads a model once more after its GPU failed.
jobs::LoadAgain loader_of(const engine::LoadOptions& options);

/// Opens the video and applies the sampling rule, so that what cannot be answered is refused before minutes
/// are spent on loading the checkpoint. `chunk_frames`: how many frames that takes at once. Puts the scan
/// into the request: a film is indexed once.
void check_video(engine::VideoRequest& request, int chunk_frames, const Context& context);

/// Writes to standard output. Throws Error(Stopped) where its reader is gone, who has seen enough, and
/// Error(Output) where the disk is full.
void write_out(std::string_view text);
/// What was printed otherwise reaches standard output; throws as write_out() does.
void finish_out();

/// Throws Error(Output) when a file of this name cannot be written, again before minutes are spent. Makes its
/// folder.
void check_writable(const std::filesystem::path& file);

/// Accepts digits alone, at most 18: CLI11 lets -1 become the largest number, and too many digits too.
CLI::Validator whole_number();

/// An option that takes one of these words; they are listed in the help.
void add_choice(CLI::App& command, const std::string& name, std::string& value,
                const std::vector<std::string>& choices, const std::string& description);

/// "float32" -> DtypeChoice::Float32; the names are those that CLI11 has checked.
engine::DtypeChoice dtype_choice(const std::string& name);

// One function a command: declares it with its options; its callback does the work.
void add_ask_command(CLI::App& app, const Context& context);
void add_batch_command(CLI::App& app, const Context& context);
void add_merge_command(CLI::App& app, const Context& context);
void add_compare_command(CLI::App& app, const Context& context);
void add_check_command(CLI::App& app, const Context& context);
void add_knockout_command(CLI::App& app, const Context& context);
void add_get_command(CLI::App& app, const Context& context);
void add_encode_command(CLI::App& app, const Context& context);
void add_export_command(CLI::App& app, const Context& context);
void add_verify_command(CLI::App& app, const Context& context);
void add_info_command(CLI::App& app, const Context& context);
void add_bench_command(CLI::App& app, const Context& context);
void add_prepare_command(CLI::App& app, const Context& context);
void add_train_command(CLI::App& app, const Context& context);
void add_scenes_command(CLI::App& app, const Context& context);
void add_eval_command(CLI::App& app, const Context& context);
void add_judge_command(CLI::App& app, const Context& context);
void add_serve_command(CLI::App& app, const Context& context);
void add_reproduce_command(CLI::App& app, const Context& context);
void add_sessions_command(CLI::App& app, const Context& context);

}  // namespace vp::cli
