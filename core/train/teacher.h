#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "train/example.h"

namespace vp::train {

/// What a teacher says about one video.
struct TeacherFeatures {
  at::Tensor features;  ///< (frames · h · w, width) float32, frame by frame on the student's grid
  at::Tensor weights;   ///< (frames · h · w) float32, or undefined: every patch counts the same
};

/// Gives the patch features that the decoder's states are to predict (paper section 3.3). Thread-safe.
class Teacher {
 public:
  virtual ~Teacher() = default;
  virtual std::int64_t width() const = 0;
  /// Of the example's real frames, without padding frames.
  virtual TeacherFeatures features(const Example& example) const = 0;
};

}  // namespace vp::train
