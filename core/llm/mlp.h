#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <stop_token>
#include <string>

#include "checkpoint/model_config.h"
#include "kernels/linear.h"
#include "kernels/tensor_source.h"

namespace vp::llm {

/// Gated feed-forward block, SwiGLU (Shazeer, 2020): down(silu(gate(x)) * up(x)).
class Mlp {
 public:
  /// `path` is the name up to and with `mlp`.
  Mlp(const std::string& path, const checkpoint::DecoderConfig& config, kernels::TensorSource& weights);

  /// (n, hidden_size) -> (n, hidden_size). Throws Error(Stopped) between its two products.
  at::Tensor forward(const at::Tensor& x, const std::stop_token& stop = {}) const;

  /// Whether several positions are multiplied as integers.
  bool multiplies_integers() const { return kernels::multiplies_integers(gate_up_weight_); }

  std::int64_t parameter_count() const { return gate_up_weight_.numel() + down_weight_.numel(); }

 private:
  friend class DecodeStep;  // the same on a GPU, a token at a time

  kernels::WeightMatrix gate_up_weight_;  // (2 * intermediate_size, hidden_size)
  kernels::WeightMatrix down_weight_;     // (hidden_size, intermediate_size)
};

}  // namespace vp::llm
