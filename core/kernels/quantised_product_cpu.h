#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"
#include "kernels/quantised_rows.h"

namespace vp::kernels {

/// Whether there is a body that multiplies codes of so many bits as integers at this level and faster than
/// float32 would be.
bool has_integer_product(int bits, CpuLevel level = cpu_level());

/// Several rows through quantised weights: x (n, columns) float32 or bfloat16 -> (n, rows) float32, where
/// has_integer_product(). x is rounded to 8 bits a group of 32 numbers (an error of 1/254 of the group's
/// largest), with weights of 8 bits on a processor with AVX2 alone, whose products of bytes would overflow,
/// to
/// 16. The sums of a group are exact, and those of the groups float32.
at::Tensor quantised_product_cpu(const at::Tensor& x, const QuantisedRows& weight,
                                 CpuLevel level = cpu_level());

}  // namespace vp::kernels
