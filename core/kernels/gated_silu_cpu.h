#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// The CPU body of gated_silu, for tensors that has_cpu_body admits.
at::Tensor gated_silu_cpu(const at::Tensor& gate_up);

}  // namespace vp::kernels
