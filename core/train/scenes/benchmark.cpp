#include "train/scenes/benchmark.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "train/scenes/questions.h"
#include "train/scenes/render.h"

namespace vp::scenes {
namespace {

constexpr std::int64_t kMostClips = 100'000;
constexpr int kMostThreads = 256;

std::string clip_name(std::int64_t index) {
  char text[32];
  std::snprintf(text, sizeof text, "scene_%05lld", static_cast<long long>(index));
  return text;
}

void check_empty(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return;
  const bool is_folder = std::filesystem::is_directory(folder, error);
  if (!is_folder || !std::filesystem::is_empty(folder, error) || error)
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated("\"" + folder.string() + "\" " +
                                         (is_folder ? "is not an empty folder" : "is not a folder") +
                                         "; name an empty or a new one."));
}

void write_clip(const Scene& scene, const std::filesystem::path& file, media::VideoCodec codec,
                const std::stop_token& stop) {
  media::VideoWriterOptions options;
  options.codec = codec;
  options.width = scene.width;
  options.height = scene.height;
  options.frame_rate = {scene.frames_per_second, 1};
  media::VideoWriter writer(file, options);
  Renderer renderer(scene, scene.width, scene.height);
  base::RgbImage picture;
  for (std::int64_t frame = 0; frame < scene.frame_count; ++frame) {
    base::throw_if_stopped(stop);
    renderer.draw(frame, picture);
    writer.write(picture);
  }
  writer.finish();
}

// Draws and writes all clips on threads of its own, each the next one that none has begun.
class ClipDrawing {
 public:
  explicit ClipDrawing(const BenchmarkOptions& options)
      : options_(options), questions_(static_cast<std::size_t>(options.count)) {
    const std::int64_t threads =
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    for (std::int64_t i = 0; i < std::min(threads, options.count); ++i)
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }

  /// Waits until more than `known` clips are written; gives how many are. Rethrows what writing one threw.
  std::int64_t wait_for_more(std::int64_t known, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [&] { return written_ > known || error_; });
    if (error_) std::rethrow_exception(error_);
    return written_;
  }

  /// Ends the threads; the questions of each clip that is whole, by index.
  std::vector<std::optional<std::vector<Question>>> take() {
    for (std::jthread& thread : threads_) thread.request_stop();
    threads_.clear();
    return std::move(questions_);
  }

 private:
  void work(const std::stop_token& stop) {
    try {
      for (std::int64_t index = begun_++; index < options_.count; index = begun_++) {
        base::throw_if_stopped(stop);
        std::vector<Question> questions = write(index, stop);
        const std::lock_guard lock(mutex_);
        questions_[static_cast<std::size_t>(index)] = std::move(questions);
        ++written_;
        changed_.notify_one();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
      changed_.notify_one();
    }
  }

  std::vector<Question> write(std::int64_t index, const std::stop_token& stop) const {
    const std::uint64_t seed = test_seed(options_.seed, static_cast<std::uint64_t>(index));
    const Scene scene = make_scene(seed, options_.scene);
    write_clip(scene, options_.folder / "videos" / (clip_name(index) + media::file_extension(options_.codec)),
               options_.codec, stop);
    return make_questions(scene, seed);
  }

  const BenchmarkOptions& options_;
  std::atomic<std::int64_t> begun_ = 0;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<std::optional<std::vector<Question>>> questions_;  // of the clips that are written
  std::int64_t written_ = 0;
  std::exception_ptr error_;  // the first
  std::vector<std::jthread> threads_;
};

// The two lists of a benchmark.
class Lists {
 public:
  void add(const std::string& clip, const std::vector<Question>& questions, std::size_t most) {
    for (std::size_t i = 0; i < questions.size() && i < most; ++i) {
      const std::string id = clip + "_" + std::to_string(i);
      questions_.push_back({{"video_name", clip}, {"question", questions[i].question}, {"question_id", id}});
      answers_.push_back({{"answer", questions[i].answer}, {"type", questions[i].type}, {"question_id", id}});
    }
  }
  void write(const std::filesystem::path& folder) const {
    base::write_file_atomically(folder / "test_q.json", questions_.dump(1) + "\n");
    base::write_file_atomically(folder / "test_a.json", answers_.dump(1) + "\n");
  }

 private:
  nlohmann::ordered_json questions_ = nlohmann::ordered_json::array();
  nlohmann::ordered_json answers_ = nlohmann::ordered_json::array();
};

}  // namespace

void BenchmarkOptions::validate() const {
  const auto refuse = [](const std::string& sentence) {
    throw base::Error(base::ErrorCode::Usage, base::untranslated(sentence));
  };
  if (folder.empty()) refuse("No folder is named; name an empty or a new one.");
  if (count < 1 || count > kMostClips)
    refuse("A set of " + std::to_string(count) + " clips cannot be drawn; give 1 to " +
           std::to_string(kMostClips) + ".");
  if (questions_per_clip < 0)
    refuse(std::to_string(questions_per_clip) +
           " questions a clip cannot be asked; give 0 for all, or more.");
  if (threads < 0 || threads > kMostThreads)
    refuse("Clips cannot be drawn by " + std::to_string(threads) + " threads; give 0 to " +
           std::to_string(kMostThreads) + ".");
  scene.validate();
}

void write_benchmark(const BenchmarkOptions& options, base::Progress& progress, const std::stop_token& stop) {
  options.validate();
  check_empty(options.folder);
  progress.report(base::Phase::Draw, 0, options.count);
  ClipDrawing drawing(options);
  for (std::int64_t written = 0; written < options.count && !stop.stop_requested();) {
    written = drawing.wait_for_more(written, stop);
    progress.report(base::Phase::Draw, written, options.count);
  }
  const std::size_t most =
      options.questions_per_clip > 0 ? static_cast<std::size_t>(options.questions_per_clip) : SIZE_MAX;
  Lists lists;
  std::int64_t index = 0;
  bool all = true;
  for (const std::optional<std::vector<Question>>& questions : drawing.take()) {
    if (questions)
      lists.add(clip_name(index), *questions, most);
    else
      all = false;
    ++index;
  }
  // After a stop too: what was drawn until then is worth keeping.
  lists.write(options.folder);
  if (!all) base::throw_if_stopped(stop);
}

}  // namespace vp::scenes
