#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// Depth-wise 3-D convolution with zero padding that keeps the size, channels last.
/// `x` (B, T, H, W, C), `weight` (C, 1, kt, kh, kw) with odd kernel sizes, `bias` (C); all of one dtype.
/// Differentiable, on any device.
at::Tensor depthwise_conv3d(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

/// The plain form: ATen's.
at::Tensor depthwise_conv3d_plain(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

/// The same for float32 or bfloat16 on the CPU without a change of layout, not differentiable. `taps` (kt ·
/// kh · kw, C) is the weight as depthwise_taps() lays it out, `bias` (C) float32; sums are float32, the
/// result has x's dtype. With `add_input`, x is added to the result.
at::Tensor depthwise_conv3d_cpu(const at::Tensor& x, const at::Tensor& taps, const at::Tensor& bias,
                                at::IntArrayRef kernel, bool add_input, CpuLevel level = cpu_level());

/// The gradient of the taps for float32 on the CPU: (kt · kh · kw, C), summed over all positions of x and the
/// result's gradient, both (B, T, H, W, C).
at::Tensor depthwise_taps_gradient_cpu(const at::Tensor& gradient, const at::Tensor& x,
                                       at::IntArrayRef kernel, CpuLevel level = cpu_level());

/// (C, 1, kt, kh, kw) -> (kt · kh · kw, C) float32.
at::Tensor depthwise_taps(const at::Tensor& weight);

}  // namespace vp::kernels
