#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// The CPU body of gated_silu, for tensors that has_cpu_body admits.
at::Tensor gated_silu_cpu(const at::Tensor& gate_up, CpuLevel level = cpu_level());

/// Its backward body: gradient (n, width) of the result -> (n, 2 width) of gate_up.
at::Tensor gated_silu_backward_cpu(const at::Tensor& gradient, const at::Tensor& gate_up,
                                   CpuLevel level = cpu_level());

}  // namespace vp::kernels
