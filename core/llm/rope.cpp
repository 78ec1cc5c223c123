#include "llm/rope.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/pow.h>

namespace vp::llm {

Rope::Rope(const checkpoint::DecoderConfig& config, at::Device device) {
  const auto exponents =
      at::arange(0, config.head_dim, 2, at::kDouble) / static_cast<double>(-config.head_dim);
  frequencies_ =
      (at::pow(config.rope_theta, exponents) / config.rope_linear_factor).to(at::kFloat).to(device);
}

Rotation Rope::rotation(std::int64_t first, std::int64_t n) const {
  return rotation_at(at::arange(first, first + n, frequencies_.options()));
}

Rotation Rope::rotation_at(const at::Tensor& positions) const {
  const auto angles = at::outer(positions.to(frequencies_.options()), frequencies_);  // (n, head_dim / 2)
  return {angles.cos(), angles.sin()};
}

}  // namespace vp::llm
