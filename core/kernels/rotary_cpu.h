#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// The CPU body of rotate, for tensors that has_cpu_body admits.
at::Tensor rotate_cpu(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin,
                      CpuLevel level = cpu_level());

}  // namespace vp::kernels
