#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

#include "train/example.h"

namespace vp::train {

/// What a teacher says about one video.
struct TeacherFeatures {
  at::Tensor features;  ///< (frames · h · w, width) float32, frame by frame on the student's grid
  at::Tensor weights;   ///< (frames · h · w) float32, or undefined: every patch counts the same
  /// How wrongly the truth is read from a student's features, which have the size of `features`: a scalar
  /// that records gradients. Empty: this teacher does not know the truth, or was not asked for it.
  std::function<at::Tensor(const at::Tensor& predicted)> readout_loss;
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
