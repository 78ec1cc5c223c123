#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/model_config.h"
#include "kernels/layers.h"

namespace vp::stab {

/// What LSD gives for each frame.
struct LsdResult {
  at::Tensor tokens;     // (F, h, w, d)
  at::Tensor attention;  // (F, heads, h·w, s²) float32
};

/// Local spatial downsampling, spec section 3, step 5: each s x s window becomes one token, its mean plus
/// what the mean attends to inside the window.
class Lsd {
 public:
  Lsd(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix);

  /// What LSTE gave and the embedding that is added to it, both (F, H, W, d): the valid patches of frames of
  /// one size; H and W are multiples of s.
  LsdResult forward(const at::Tensor& lste, const at::Tensor& e) const;

 private:
  friend class FoldedLsd;

  std::int64_t heads_, stride_;
  kernels::LayerNorm norm_query_, norm_key_;
  kernels::Linear query_, key_value_, proj_;
};

/// The same for inference: the query of a window is folded into its keys, and values are projected after they
/// are averaged, which divides the work on keys and values by s².
class FoldedLsd {
 public:
  explicit FoldedLsd(Lsd lsd);
  LsdResult forward(const at::Tensor& lste, const at::Tensor& e) const;

 private:
  Lsd lsd_;
  at::Tensor folded_key_weight_;    // (heads, d/heads, d): W_k,h ⊙ gain · d^(-1/2)
  at::Tensor folded_value_weight_;  // (heads, d, d/heads): (W_v,h ⊙ gain)ᵀ
  at::Tensor folded_proj_bias_;     // (d): the projection of W_v·shift is part of it
};

/// What stands in LSD's place where it is left out: average pooling, the mean of each window. Its map is
/// even.
LsdResult average_windows(const at::Tensor& lste, const at::Tensor& e,
                          const checkpoint::VisionConfig& config);

}  // namespace vp::stab
