#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/model_config.h"
#include "kernels/tensor_source.h"

namespace vp::stab {

/// Local spatio-temporal encoding, spec section 3, step 2: z = e + lmhra1(e), then z + dpe(z).
class Lste {
 public:
  Lste(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix);

  /// (B, T, H, W, d) -> the same shape. In training the batch's own statistics normalise, and the running
  /// ones are updated.
  at::Tensor forward(const at::Tensor& e, bool training) const;

 private:
  friend class FoldedLste;

  at::Tensor norm_weight_, norm_bias_;             // (d)
  mutable at::Tensor running_mean_, running_var_;  // (d)
  at::Tensor reduce_weight_, reduce_bias_;         // (r, d, 1, 1, 1), (r)
  at::Tensor temporal_weight_, temporal_bias_;     // (r, 1, 3, 1, 1), (r)
  at::Tensor expand_weight_, expand_bias_;         // (d, r, 1, 1, 1), (d)
  at::Tensor dpe_weight_, dpe_bias_;               // (d, 1, 3, 3, 3), (d)
};

/// The same for inference: batch norm lies folded in the reducing product, the depth-wise convolutions run
/// channels-last.
class FoldedLste {
 public:
  explicit FoldedLste(const Lste& lste);
  /// e (B, T, H, W, d) in the weights' dtype -> the same shape, float32.
  at::Tensor forward(const at::Tensor& e) const;

 private:
  at::Tensor reduce_weight_, reduce_bias_;    // (r, d), (r)
  at::Tensor expand_weight_, expand_bias_;    // (d, r), (d)
  at::Tensor temporal_weight_, dpe_weight_;   // as in Lste
  at::Tensor temporal_taps_, temporal_bias_;  // (3, r), (r) float32
  at::Tensor dpe_taps_, dpe_bias_;            // (27, d), (d) float32
};

}  // namespace vp::stab
