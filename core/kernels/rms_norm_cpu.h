#pragma once

#include <ATen/core/Tensor.h>

#include <utility>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// The CPU body of rms_norm, for tensors that has_cpu_body admits.
at::Tensor rms_norm_cpu(const at::Tensor& x, const at::Tensor& weight, double eps,
                        CpuLevel level = cpu_level());

/// Its backward body. gradient (n, width) of the result, in the weight's dtype -> the gradients of x,
/// float32, and of the weight, in its dtype.
std::pair<at::Tensor, at::Tensor> rms_norm_backward_cpu(const at::Tensor& gradient, const at::Tensor& x,
                                                        const at::Tensor& weight, double eps,
                                                        CpuLevel level = cpu_level());

}  // namespace vp::kernels
