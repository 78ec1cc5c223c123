#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

#include "engine/device_choice.h"

namespace vp::bench {

/// How fast a training goes, its data included.
struct TrainingThroughput {
  std::string stage;
  std::int64_t steps = 0;    ///< that were timed
  double samples_per_s = 0;  ///< videos a second, over all processes
  double waiting = 0;        ///< share of the time spent waiting for data
};

/// Trains `steps` steps of the last stage that `config` describes, in a folder that is gone afterwards; the
/// first steps, while everything is still cold, count for little. Throws Error(Usage) for less than one step,
/// and what train::run_training throws.
TrainingThroughput time_training(const std::filesystem::path& config, int steps,
                                 const engine::DeviceWish& device, const std::stop_token& stop);

}  // namespace vp::bench
