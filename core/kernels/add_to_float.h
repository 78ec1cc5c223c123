#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// a + b in float32, for tensors of one shape and dtype: the sum is not rounded to what they are kept in.
at::Tensor add_to_float(const at::Tensor& a, const at::Tensor& b);

/// Its CPU body, for tensors that has_cpu_body admits.
at::Tensor add_to_float_cpu(const at::Tensor& a, const at::Tensor& b, CpuLevel level = cpu_level());

}  // namespace vp::kernels
