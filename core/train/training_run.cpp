#include "train/training_run.h"

#include "base/error.h"
#include "train/data_parallel.h"
#include "train/trainer.h"
#include "train/training_config.h"

namespace vp::train {
namespace {

class SilentObserver final : public TrainingObserver {
 public:
  void step(const TrainingProgress&) override {}
  void validated(const std::string&, std::int64_t, const ValidationScores&) override {}
  void note(const std::string&) override {}
};

}  // namespace

std::optional<std::filesystem::path> run_training(const TrainingRequest& request, TrainingObserver& observer,
                                                  const std::stop_token& stop) {
  TrainingConfig config = TrainingConfig::read(request.config);
  if (!request.output.empty()) config.output = request.output;
  if (config.output.empty())
    throw base::Error(
        base::ErrorCode::Usage,
        request.config.string() + " names no \"output\" folder for the run; add it or use --out.");
  const auto processes = process_group_of_environment();
  SilentObserver silent;
  const bool speaks = processes->rank() == 0;
  Trainer trainer(config, *processes, speaks ? observer : silent, stop);
  if (!request.resume.empty()) trainer.resume(request.resume);
  trainer.run(request.stage);
  if (!speaks) return std::nullopt;
  return config.output / "model";
}

}  // namespace vp::train
