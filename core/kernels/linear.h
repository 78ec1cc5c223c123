#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// x weightᵀ + bias: (n, k), (m, k), (m) or undefined -> (n, m), all of one dtype. One row on the CPU is
/// bound by reading the weights and has a body of its own.
at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

/// The same with a float32 result; one row on the CPU is then never rounded to the weights' dtype.
at::Tensor linear_to_float(const at::Tensor& x, const at::Tensor& weight);

}  // namespace vp::kernels
