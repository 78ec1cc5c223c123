#pragma once

#include <ATen/core/Tensor.h>

#include <span>

#include "kernels/cpu_dispatch.h"
#include "kernels/packed_attention.h"

namespace vp::kernels {

struct PackedAttentionResult {
  at::Tensor output;       // (N, heads, head_dim) in qkv's dtype
  at::Tensor log_weights;  // (heads, N) float32: log of each row's sum of exponentials
};

/// Whether the CPU bodies know this layout: float or bfloat16, head_dim 16, 32, 64 or 128.
bool packed_attention_has_cpu_body(const at::Tensor& qkv);

/// The forward body of packed_attention. Arithmetic is float32.
PackedAttentionResult packed_attention_cpu(const at::Tensor& qkv, const at::Tensor& cos,
                                           const at::Tensor& sin, std::int64_t key_value_heads,
                                           std::span<const PackedSequence> sequences, double scale,
                                           CpuLevel level = cpu_level());

/// Its backward body: the gradient of qkv, in its shape and dtype. The softmax weights are computed again.
at::Tensor packed_attention_backward_cpu(const at::Tensor& gradient, const at::Tensor& qkv,
                                         const at::Tensor& cos, const at::Tensor& sin,
                                         const PackedAttentionResult& result, std::int64_t key_value_heads,
                                         std::span<const PackedSequence> sequences, double scale,
                                         CpuLevel level = cpu_level());

}  // namespace vp::kernels
