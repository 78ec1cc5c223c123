#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// The CPU body of rms_norm, for tensors that has_cpu_body admits.
at::Tensor rms_norm_cpu(const at::Tensor& x, const at::Tensor& weight, double eps);

}  // namespace vp::kernels
