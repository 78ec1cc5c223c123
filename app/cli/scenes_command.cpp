// videopanda scenes: drawn clips with questions and answers.
#include <charconv>
#include <memory>

#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "train/scenes/benchmark.h"

namespace vp::cli {
namespace {

struct ScenesCommand {
  scenes::BenchmarkOptions benchmark;
  std::string size;
  std::string codec = "h264";
};

// "320x180" -> width and height.
void read_size(const std::string& text, scenes::SceneOptions& options) {
  const char* const end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, options.width);
  bool read = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
  if (read) {
    const auto height = std::from_chars(width.ptr + 1, end, options.height);
    read = height.ec == std::errc() && height.ptr == end && options.width > 0 && options.height > 0;
  }
  if (!read)
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated("--size is a width and a height such as 320x180; \"" + text + "\" is not."));
}

void run(const ScenesCommand& command, const Context& context) {
  scenes::BenchmarkOptions options = command.benchmark;
  if (!command.size.empty()) read_size(command.size, options.scene);
  options.codec = command.codec == "ffv1" ? media::VideoCodec::Ffv1 : media::VideoCodec::H264;
  ConsoleProgress progress;
  scenes::write_benchmark(options, progress, context.stop);
}

}  // namespace

void add_scenes_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<ScenesCommand>();
  CLI::App* sub = app.add_subcommand("scenes", "Draw clips with questions and answers, to test a model with");
  sub->add_option("--out", command->benchmark.folder,
                  "Empty or new folder for videos/, test_q.json and test_a.json")
      ->type_name("FOLDER")
      ->required();
  sub->add_option("--count", command->benchmark.count, "Clips to draw")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
  sub->add_option("--seed", command->benchmark.seed,
                  "Seed of the drawing: the same seed gives the same clips; none is ever trained on")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
  sub->add_option("--size", command->size, "Pixels of every clip, e.g. 320x180; otherwise they vary")
      ->type_name("WxH");
  add_choice(*sub, "--codec", command->codec, {"h264", "ffv1"},
             "h264: in .mp4, as most videos are; ffv1: in .mkv, without loss");
  sub->add_option("--questions-per-clip", command->benchmark.questions_per_clip, "At most so many; 0: all")
      ->type_name("K")
      ->check(whole_number())
      ->capture_default_str();
  sub->add_option("--threads", command->benchmark.threads, "Clips drawn at a time; 0: one a processor")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
  sub->footer("Example:\n  videopanda scenes --count 100 --seed 7 --out drawn");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
