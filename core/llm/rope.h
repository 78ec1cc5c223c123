#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "checkpoint/model_config.h"

namespace vp::llm {

/// Cosines and sines of the rotation angles of consecutive positions, both (n, head_dim / 2) float32.
struct Rotation {
  at::Tensor cos;
  at::Tensor sin;
};

/// Rotary position embedding (Su et al., 2021) on half-split pairs: element i of a head turns together with
/// element i + head_dim / 2 by the angle position * theta^(-2 i / head_dim).
class Rope {
 public:
  Rope(const checkpoint::DecoderConfig& config, at::Device device);

  /// The table for positions first .. first + n - 1, made once a forward pass for all layers.
  Rotation rotation(std::int64_t first, std::int64_t n) const;

  /// The table for any positions (n).
  Rotation rotation_at(const at::Tensor& positions) const;

 private:
  at::Tensor frequencies_;  // (head_dim / 2) float32, radians a position
};

}  // namespace vp::llm
