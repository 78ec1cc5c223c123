#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// Turns the pairs (x_i, x_{i + head_dim / 2}) by the angles of the positions: x (n, heads, head_dim), cos
/// and sin (n, head_dim / 2) float32 -> (n, heads, head_dim) in x's dtype. The arithmetic is float32.
at::Tensor rotate(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin);

}  // namespace vp::kernels
