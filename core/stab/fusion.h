#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/model_config.h"
#include "kernels/layers.h"

namespace vp::stab {

/// Joins a frame's FSRA result with its chunk's GSTRA result (spec section 3, step 5):
/// proj(α·f + (1-α)·c), α = sigmoid(balance) per channel.
class Fusion {
 public:
  Fusion(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix,
         double dropout);

  /// α of each channel, (d) float32.
  at::Tensor alpha() const;

  /// frame_context (F, d), chunk_context (F, d): each frame's own chunk -> (F, d).
  at::Tensor forward(const at::Tensor& frame_context, const at::Tensor& chunk_context, bool training) const;

 private:
  double dropout_;
  at::Tensor balance_;  // (d)
  kernels::LayerNorm norm_;
  kernels::Linear proj_;
};

}  // namespace vp::stab
