#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/model_config.h"
#include "kernels/layers.h"

namespace vp::stab {

/// What FSRA gives for each frame.
struct FsraResult {
  at::Tensor context;    // (F, d)
  at::Tensor attention;  // (F, heads, h·w) float32
};

/// Frame-wise spatial relationship aggregator, spec section 3, step 5: one learned query a frame attends to
/// its downsampled tokens.
class Fsra {
 public:
  Fsra(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix);

  /// tokens (F, h, w, d).
  FsraResult forward(const at::Tensor& tokens) const;

 private:
  friend class FoldedFsra;

  std::int64_t heads_;
  at::Tensor class_embedding_;  // (d)
  kernels::LayerNorm norm_query_, norm_key_;
  kernels::Linear query_, key_value_, proj_;
};

/// The same for inference, with the query folded into the keys once.
class FoldedFsra {
 public:
  explicit FoldedFsra(Fsra fsra);
  FsraResult forward(const at::Tensor& tokens) const;

 private:
  Fsra fsra_;
  at::Tensor folded_keys_;   // (heads, d) float32
  at::Tensor value_weight_;  // (d, d)
};

}  // namespace vp::stab
