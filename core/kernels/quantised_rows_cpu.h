#pragma once

#include <ATen/core/Tensor.h>

#include <span>

#include "kernels/cpu_dispatch.h"
#include "kernels/quantised_rows.h"

namespace vp::kernels {

/// Fills codes, scales and offsets from (rows, columns) float32, contiguous.
void quantise_cpu(const at::Tensor& rows, const QuantisedRows& result, CpuLevel level = cpu_level());

/// Fills (rows, columns) float32 or bfloat16, contiguous.
void dequantise_cpu(const QuantisedRows& rows, const at::Tensor& result, CpuLevel level = cpu_level());

/// One row through quantised weights that are read once: x (1, columns) float32 or bfloat16 -> (1, rows)
/// float32. x is rounded to 16 bits a group of 32 numbers (an error of 1/65534 of the group's largest), the
/// sums of a group are exact, and those of the groups float32.
at::Tensor quantised_row_product_cpu(const at::Tensor& x, const QuantisedRows& weight,
                                     CpuLevel level = cpu_level());
/// The same through several matrices of the same width and bits, their results side by side: x is rounded
/// once, and threads wait for each other once.
at::Tensor quantised_row_product_cpu(const at::Tensor& x, std::span<const QuantisedRows> weights,
                                     CpuLevel level = cpu_level());

}  // namespace vp::kernels
