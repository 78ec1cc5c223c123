#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// The patches of a picture's windows, s x s each, windows and the patches in them row by row.
struct Windows {
  at::Tensor tokens;  // (F · h · w, s², d) float32
  at::Tensor mean;    // (F · h · w, d) float32
};

/// Cuts a + b, both (F, H, W, d), H and W multiples of s, into windows. The plain form: ATen's, on any
/// device.
Windows cut_windows(const at::Tensor& a, const at::Tensor& b, std::int64_t stride);

/// The same in one pass on the CPU; `a` float32, `b` float32 or bfloat16, their last dimensions contiguous.
Windows cut_windows_cpu(const at::Tensor& a, const at::Tensor& b, std::int64_t stride,
                        CpuLevel level = cpu_level());

/// What each window's query saw of the window's tokens.
struct WindowAttention {
  at::Tensor weights;  // (heads, windows, s²) float32
  at::Tensor mean;     // (heads, windows, d): Σ_i a_i · (x_i − μ_i) / σ_i, in the queries' dtype
};

/// Attention within windows of `tokens` (windows, s², d) float32, by queries folded into the keys: `queries`
/// (heads, windows, d), float32 or bfloat16, scale and LayerNorm gain included. The score of a token is the
/// product of the query with the token normalised to mean 0 and variance 1 (epsilon 1e-5).
/// The plain form: ATen's, on any device.
WindowAttention window_attention(const at::Tensor& tokens, const at::Tensor& queries);

/// The same by the body of the tensors' device.
WindowAttention attend_in_windows(const at::Tensor& tokens, const at::Tensor& queries);

/// The same in one pass on the CPU.
WindowAttention window_attention_cpu(const at::Tensor& tokens, const at::Tensor& queries,
                                     CpuLevel level = cpu_level());

}  // namespace vp::kernels
