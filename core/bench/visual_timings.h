#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "engine/device_choice.h"
#include "engine/model.h"

namespace vp::bench {

/// The visual parts of the systems are to be timed side by side, at their published sizes and on random
/// weights, as in the paper's table.
struct VisualOptions {
  engine::DeviceWish device;  ///< Auto: the first GPU, else the CPU
  engine::DtypeChoice dtype = engine::DtypeChoice::Auto;
  int threads = 0;  ///< 0: one a physical core
  /// Of the frames of a system whose frames do not depend on each other so many are timed at most, and the
  /// time is that for all of them; 0: all.
  int most_frames = 8;
  bool tiny = false;  ///< small sizes, to try it out
};

struct VisualTiming {
  std::string system;
  int frames = 0;
  int side = 0;                        ///< of a frame, in pixels
  std::int64_t tokens = 0;             ///< for the decoder
  std::int64_t parameters = 0;         ///< in use, projector included
  double giga_multiply_adds = 0;       ///< in matrix products
  double published_multiply_adds = 0;  ///< 10⁹, by the paper's table; 0 of other sizes
  int timed_frames = 0;
  double ms = 0;  ///< for all frames
};

struct VisualReport {
  std::string device, dtype;
  int threads = 0;
  std::vector<VisualTiming> systems;
};

/// A stop is heard between layers of a tower. Throws Error(Device), Error(Stopped).
VisualReport time_visual_parts(const VisualOptions& options, base::Progress& progress,
                               const std::stop_token& stop);

}  // namespace vp::bench
