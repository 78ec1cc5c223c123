#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/model_config.h"
#include "kernels/layers.h"

namespace vp::stab {

/// What GSTRA gives for each chunk.
struct GstraResult {
  at::Tensor context;    // (B, d)
  at::Tensor attention;  // (B, heads, T·H·W) float32
};

/// Global spatio-temporal relationship aggregator, spec section 3, step 3: one learned query a chunk attends
/// to all its patches, padding included.
class Gstra {
 public:
  /// `dropout`: probability in training, inside the MLP.
  Gstra(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix,
        double dropout);

  /// z (B, T, H, W, d) before downsampling.
  GstraResult forward(const at::Tensor& z, bool training) const;

 private:
  friend class FoldedGstra;
  at::Tensor mlp(const at::Tensor& context, bool training) const;

  std::int64_t heads_;
  double dropout_;
  at::Tensor temporal_cls_token_;                        // (1, 1, d)
  kernels::LayerNorm norm_query_, norm_mlp_, norm_key_;  // ln_1, ln_2, ln_3
  at::Tensor in_proj_weight_, in_proj_bias_;             // (3d, d), (3d): q, k, v
  kernels::Linear out_proj_, fc_, proj_;
};

/// The same for inference: the query does not depend on the video, so its folded keys are made once and
/// neither keys nor values are computed for any token.
class FoldedGstra {
 public:
  explicit FoldedGstra(Gstra gstra);
  GstraResult forward(const at::Tensor& z) const;

 private:
  Gstra gstra_;
  at::Tensor folded_keys_;                // (heads, d) float32
  at::Tensor value_weight_, value_bias_;  // (d, d), (d)
};

}  // namespace vp::stab
