#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "command_line.h"
#include "engine_library/open_engine_library.h"
#include "train/training_run.h"

namespace vp::cli {
namespace {

std::string duration_text(double seconds) {
  const auto minutes = static_cast<long>(seconds / 60);
  char text[64];
  if (minutes >= 60) {
    std::snprintf(text, sizeof text, "%ld h %02ld min", minutes / 60, minutes % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld min %02ld s", minutes, static_cast<long>(seconds) % 60);
  }
  return text;
}

/// One line that changes on a terminal; a line now and then where there is none.
class TrainingLine final : public train::TrainingObserver {
 public:
  TrainingLine() : interactive_(isatty(STDERR_FILENO) != 0) {}

  void step(const train::TrainingProgress& p) override {
    using Clock = std::chrono::steady_clock;
    const auto pause = interactive_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(20000);
    if (p.step < p.steps && Clock::now() - last_ < pause) return;
    last_ = Clock::now();
    std::fprintf(stderr,
                 "%s%s %ld/%ld  loss %.3f  distillation %.3f  %.1f samples/s  waiting %.0f %%  %s left%s",
                 interactive_ ? "\r\033[K" : "", p.stage.c_str(), static_cast<long>(p.step),
                 static_cast<long>(p.steps), p.answer_loss, p.distillation_loss, p.samples_per_s,
                 p.waiting * 100, duration_text(p.seconds_left).c_str(), interactive_ ? "" : "\n");
    open_ = interactive_;
  }

  void validated(const std::string& stage, std::int64_t step,
                 const train::ValidationScores& scores) override {
    close();
    std::fprintf(stderr, "%s %ld: answers right, scenes never trained on:", stage.c_str(),
                 static_cast<long>(step));
    for (const auto& [type, score] : scores)
      std::fprintf(stderr, "  %s %.1f %% of %ld", type.c_str(),
                   100 * static_cast<double>(score.right) / static_cast<double>(score.asked),
                   static_cast<long>(score.asked));
    std::fprintf(stderr, "\n");
  }

  void note(const std::string& sentence) override {
    close();
    std::fprintf(stderr, "%s\n", sentence.c_str());
  }

  void close() {
    if (open_) std::fputc('\n', stderr);
    open_ = false;
  }

 private:
  bool interactive_;
  bool open_ = false;
  std::chrono::steady_clock::time_point last_{};
};

void run(train::TrainingRequest request, const std::string& device, const Context& context) {
  app::open_engine_library();
  request.device = engine::device_of_name(device).value_or(engine::DeviceWish{});
  TrainingLine line;
  std::optional<std::filesystem::path> model;
  try {
    model = train::run_training(request, line, context.stop);
  } catch (...) {
    line.close();
    throw;
  }
  line.close();
  if (model) write_out(model->string() + "\n");
}

}  // namespace

void add_train_command(CLI::App& app, const Context& context) {
  CLI::App* command =
      app.add_subcommand("train", "Train a model in stages, as a configuration file describes them");
  const auto options = std::make_shared<train::TrainingRequest>();
  command->add_option("--config", options->config, "The training's JSON file")->type_name("FILE")->required();
  command->add_option("--out", options->output, "Folder of the run, instead of the file's \"output\"")
      ->type_name("FOLDER");
  command
      ->add_option("--resume", options->resume,
                   "Go on from the state in this folder of a run that was stopped")
      ->type_name("FOLDER");
  command
      ->add_option("--stage", options->stage,
                   "prealign, pretrain, finetune, another stage of the file, or all")
      ->type_name("NAME")
      ->capture_default_str();
  const auto device = std::make_shared<std::string>("auto");
  add_device_option(
      *command, *device,
      "Where to compute; auto: a GPU where there is one, else the CPU. Of several processes on\n"
      "one machine each takes the GPU of its LOCAL_RANK");
  command->footer("Example:\n  videopanda train --config resources/training/toy.json --out toy-run");
  command->callback([options, device, &context] { run(*options, *device, context); });
}

}  // namespace vp::cli
