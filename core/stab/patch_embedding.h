#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/model_config.h"
#include "kernels/tensor_source.h"

namespace vp::stab {

/// Spec section 3, step 1: a p x p convolution of stride p without bias, as one product over cut-out patches.
class PatchEmbedding {
 public:
  PatchEmbedding(const checkpoint::VisionConfig& config, kernels::TensorSource& weights,
                 const std::string& prefix);

  /// (B, T, 3, S, S) float32 -> (B, T, H, W, d) in the dtype of the source, H = W = S / p.
  at::Tensor forward(const at::Tensor& pixels) const;

 private:
  std::int64_t patch_;
  at::ScalarType dtype_;
  at::Tensor weight_;  // (d, 3, p, p)
};

}  // namespace vp::stab
