#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "engine/device_choice.h"

namespace vp::train {

/// How a training goes on, a step at a time.
struct TrainingProgress {
  std::string stage;
  std::int64_t step = 0;  ///< done, of `steps`
  std::int64_t steps = 0;
  double answer_loss = 0;        ///< nats a token
  double distillation_loss = 0;  ///< 1 - cosine similarity
  double learning_rate = 0;
  double samples_per_s = 0;
  double waiting = 0;       ///< share of the time spent waiting for data
  double seconds_left = 0;  ///< of the stage
};

/// Right answers of a validation pass, by type of question; "all" is their sum.
struct ValidationScore {
  std::int64_t right = 0;
  std::int64_t asked = 0;
};
using ValidationScores = std::map<std::string, ValidationScore>;

/// Who watches a training. Called on the trainer's thread.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;
  virtual void step(const TrainingProgress& progress) = 0;
  virtual void validated(const std::string& stage, std::int64_t step, const ValidationScores& scores) = 0;
  /// One sentence that the user should see.
  virtual void note(const std::string& sentence) = 0;
};

struct TrainingRequest {
  std::filesystem::path config;
  std::filesystem::path output;  ///< folder of the run; empty: the one that the configuration names
  std::filesystem::path resume;  ///< folder of a run to go on with; empty: a new run
  std::string stage = "all";
  /// Auto: a GPU where there is one. Of several processes on one machine each takes the GPU of its
  /// LOCAL_RANK.
  engine::DeviceWish device{engine::DeviceChoice::Cpu};
};

/// Runs a training, alone or as one of the processes that torchrun's variables describe. The first of them
/// tells the observer how it goes on, the others only name the videos that they skip. A new run is refused in
/// a folder that holds another's state. Returns the folder of the trained model, nothing in the other
/// processes. Throws base::Error; Error(Stopped) after the state was saved.
std::optional<std::filesystem::path> run_training(const TrainingRequest& request, TrainingObserver& observer,
                                                  const std::stop_token& stop);

}  // namespace vp::train
