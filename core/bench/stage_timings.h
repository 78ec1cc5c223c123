#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "bench/machine_rates.h"
#include "engine/model.h"

namespace vp::bench {

/// What is to be timed: every stage of an answer, on random weights of a known shape.
struct StageOptions {
  /// "video-panda-7b", the released model's, or "tiny", which is there to try the bench out.
  std::string shape = "video-panda-7b";
  int layers = 4;             ///< decoder layers, of the shape's 32
  engine::DeviceWish device;  ///< Auto: the first GPU, else the CPU
  engine::DtypeChoice dtype = engine::DtypeChoice::Auto;
  /// The decoder is timed once more with its matrices in each of these numbers of bits, as a prepared
  /// checkpoint has them: 16, 8 or 4.
  std::vector<int> bits;
  int threads = 0;           ///< 0: one a physical core
  int prompt_tokens = 2230;  ///< 8 frames of 448 x 448 and a question
  int new_tokens = 16;
  double longest_stage_s = 30;   ///< one that would take longer is made smaller
  double longest_piece_s = 0.4;  ///< what cannot hear a stop is made smaller where it would take longer

  /// Throws Error(Usage).
  void validate() const;
};

/// A stage's best time of several, and what bounds it.
struct StageTiming {
  std::string name;
  std::string amount;  ///< "8 frames of 448 x 448", "2230 tokens", …
  double ms = 0;
  double gflop = 0;  ///< arithmetic in matrix products; 0 where another thing bounds the stage
  double gbyte = 0;  ///< weights and keys/values that must be read; 0 where arithmetic bounds the stage
  double share_of_limit = 0;  ///< of the measured matrix-product or memory-read rate; 0 where neither applies
  double per_second = 0;      ///< frames or tokens a second
};

struct StageReport {
  std::string device, dtype;
  int threads = 0;
  int layers = 0, layers_of_shape = 0;
  MachineRates rates;
  std::vector<StageTiming> stages;
  std::vector<std::string> notes;  ///< sentences on what was made smaller or left out, and why
};

/// Runs all stages; progress in stages. Where this machine is so slow in the precision that a stage would
/// take minutes, the stage is made smaller, and the report says so. A stop is heard within half a second.
/// Throws Error(Usage), Error(Device), Error(Stopped).
StageReport time_stages(const StageOptions& options, base::Progress& progress, const std::stop_token& stop);

}  // namespace vp::bench
