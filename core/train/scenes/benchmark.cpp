#include "train/scenes/benchmark.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "train/scenes/questions.h"
#include "train/scenes/render.h"

namespace vp::scenes {
namespace {

constexpr std::int64_t kMostClips = 100'000;

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
    throw base::Error(base::ErrorCode::Usage, "\"" + folder.string() + "\" " +
                                                  (is_folder ? "is not an empty folder" : "is not a folder") +
                                                  "; name an empty or a new one.");
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
    throw base::Error(base::ErrorCode::Usage, sentence);
  };
  if (folder.empty()) refuse("No folder is named; name an empty or a new one.");
  if (count < 1 || count > kMostClips)
    refuse("A set of " + std::to_string(count) + " clips cannot be drawn; give 1 to " +
           std::to_string(kMostClips) + ".");
  if (questions_per_clip < 0)
    refuse(std::to_string(questions_per_clip) +
           " questions a clip cannot be asked; give 0 for all, or more.");
  scene.validate();
}

void write_benchmark(const BenchmarkOptions& options, base::Progress& progress, const std::stop_token& stop) {
  options.validate();
  check_empty(options.folder);
  const std::size_t most =
      options.questions_per_clip > 0 ? static_cast<std::size_t>(options.questions_per_clip) : SIZE_MAX;
  Lists lists;
  try {
    for (std::int64_t index = 0; index < options.count; ++index) {
      progress.report(base::Phase::Draw, index, options.count);
      base::throw_if_stopped(stop);
      const std::uint64_t seed = test_seed(options.seed, static_cast<std::uint64_t>(index));
      const Scene scene = make_scene(seed, options.scene);
      const std::string clip = clip_name(index);
      write_clip(scene, options.folder / "videos" / (clip + media::file_extension(options.codec)),
                 options.codec, stop);
      lists.add(clip, make_questions(scene, seed), most);
    }
  } catch (const base::Error& error) {
    // What was drawn until then is worth keeping.
    if (error.code() == base::ErrorCode::Stopped) lists.write(options.folder);
    throw;
  }
  lists.write(options.folder);
  progress.report(base::Phase::Draw, options.count, options.count);
}

}  // namespace vp::scenes
