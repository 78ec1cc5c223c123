#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// x weightᵀ + bias: (n, k), (m, k), (m) or undefined -> (n, m), all of one dtype. One row on the CPU is
/// bound by reading the weights and has a body of its own.
at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

}  // namespace vp::kernels
