#include "bench/training_throughput.h"

#include "base/error.h"
#include "bench/temporary_folder.h"
#include "train/training_config.h"
#include "train/training_run.h"

namespace vp::bench {
namespace {

using base::Error;
using base::ErrorCode;

/// Ends the training after so many steps.
class StepCounter final : public train::TrainingObserver {
 public:
  StepCounter(int steps, std::stop_source& enough) : steps_(steps), enough_(enough) {}

  void step(const train::TrainingProgress& progress) override {
    if (done()) return;  // the stop is heard a step later
    last_ = progress;
    if (++counted_ >= steps_) enough_.request_stop();
  }
  void validated(const std::string&, std::int64_t, const train::ValidationScores&) override {}
  void note(const std::string&) override {}

  bool done() const { return counted_ >= steps_; }
  std::int64_t counted() const { return counted_; }
  const train::TrainingProgress& last() const { return last_; }

 private:
  std::int64_t steps_, counted_ = 0;
  std::stop_source& enough_;
  train::TrainingProgress last_;
};

}  // namespace

TrainingThroughput time_training(const std::filesystem::path& config, int steps,
                                 const engine::DeviceWish& device, const std::stop_token& stop) {
  if (steps < 1)
    throw Error(ErrorCode::Usage,
                base::untranslated(std::to_string(steps) + " steps cannot be timed; give at least 1."));
  const TemporaryFolder folder;
  std::stop_source enough;
  const std::stop_callback forwarded(stop, [&enough] { enough.request_stop(); });
  StepCounter counter(steps, enough);
  train::TrainingRequest request;
  request.config = config;
  request.output = folder.path();
  request.device = device;
  request.stage = train::TrainingConfig::read(config).stages.back().name;
  try {
    train::run_training(request, counter, enough.get_token());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::Stopped || !counter.done()) throw;
  }
  base::throw_if_stopped(stop);
  return {request.stage, counter.counted(), counter.last().samples_per_s, counter.last().waiting};
}

}  // namespace vp::bench
