#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// x / sqrt(mean(x^2) + eps) * weight over the last dimension: (n, width) float32, (width) -> (n, width) in
/// the weight's dtype, rounded once at the end.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps);

}  // namespace vp::kernels
