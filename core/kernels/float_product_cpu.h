#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// Whether there is a body at this level for x and weight of these types: several rows, x float32, weight
/// float32, bfloat16 or float16, contiguous, on the CPU.
bool has_float_product(const at::Tensor& x, const at::Tensor& weight, CpuLevel level = cpu_level());

/// Several rows through weights of any float type, in float32: x (n, k) float32, weight (m, k), bias (m) or
/// undefined -> (n, m) float32. Weights of 16 bits are widened on their way into the second-level cache, and
/// nowhere else. The result does not depend on the number of threads.
at::Tensor float_product_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                             CpuLevel level = cpu_level());

}  // namespace vp::kernels
