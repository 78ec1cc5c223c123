#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// x / sqrt(mean(x^2) + eps) * weight over the last dimension: (n, width) float32, (width) -> (n, width) in
/// the weight's dtype, rounded once at the end. Differentiable.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps);

/// The plain form, by ATen's operations.
at::Tensor rms_norm_plain(const at::Tensor& x, const at::Tensor& weight, double eps);

}  // namespace vp::kernels
