#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// silu(gate) * up, where gate is the first and up the second half of the last dimension:
/// (n, 2 width) -> (n, width) in the same dtype. Differentiable.
at::Tensor gated_silu(const at::Tensor& gate_up);

/// The plain form, by ATen's operations.
at::Tensor gated_silu_plain(const at::Tensor& gate_up);

}  // namespace vp::kernels
