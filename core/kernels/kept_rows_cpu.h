#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"
#include "kernels/kept_rows.h"

namespace vp::kernels {

/// Writes (n, heads, head_dim) float32 or bfloat16 numbers as codes to all n positions of `to`: of each group
/// the largest magnitude becomes 127, the others the nearest code.
void keep_codes_cpu(const at::Tensor& fresh, const KeptRows& to, CpuLevel level = cpu_level());

/// The numbers that codes stand for, in `to`, (heads, positions, head_dim) float32, bfloat16 or float16, with
/// a head's numbers side by side: scale · code, rounded once; beyond float16's range its largest number. The
/// scales are finite.
void widen_codes_cpu(const KeptRows& from, const at::Tensor& to, CpuLevel level = cpu_level());

}  // namespace vp::kernels
