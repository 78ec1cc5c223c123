#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/model_config.h"
#include "kernels/layers.h"

namespace vp::stab {

/// Joins a frame's FSRA result with its chunk's GSTRA result (spec section 3, step 5):
/// proj(α·f + (1-α)·c), α = sigmoid(balance) per channel. Where one of the two is left out the other one
/// counts whole: proj(f) or proj(c). (The LayerNorm in proj would undo α only where α is the same in every
/// channel, so leaving α in would let the missing part still weigh the channels.)
class Fusion {
 public:
  /// A config that leaves FSRA or GSTRA out has no balance.
  Fusion(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix,
         double dropout);

  /// α of each channel, (d) float32; undefined where FSRA or GSTRA is left out.
  at::Tensor alpha() const;

  /// frame_context (F, d), chunk_context (F, d): each frame's own chunk -> (F, d). One of them may be
  /// undefined.
  at::Tensor forward(const at::Tensor& frame_context, const at::Tensor& chunk_context, bool training) const;

 private:
  double dropout_;
  at::Tensor balance_;  // (d), or undefined
  kernels::LayerNorm norm_;
  kernels::Linear proj_;
};

}  // namespace vp::stab
