#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// One row through weights that are read once, at memory speed: x (1, k) float32 or bfloat16, contiguous
/// weight (m, k) float32, bfloat16 or float16, bias (m) or undefined, -> (1, m) of type `result`. The sums
/// are float32.
at::Tensor linear_row_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                          at::ScalarType result, CpuLevel level = cpu_level());

}  // namespace vp::kernels
