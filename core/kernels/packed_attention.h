#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

namespace vp::kernels {

/// One sequence of a packed batch: rows [first, first + length) of the packed tensors. Its first
/// `prefix_length` rows see one another causally; what follows falls into branches that see the prefix and,
/// causally, themselves, but not one another (several questions about one video).
struct PackedSequence {
  std::int64_t first = 0;
  std::int64_t length = 0;
  std::int64_t prefix_length = 0;
  /// Where the branches begin, relative to `first`, ascending; the first at prefix_length. Empty when the
  /// prefix is the whole sequence.
  std::vector<std::int64_t> branch_starts;
};

/// Rotary causal attention of a packed batch, differentiable in qkv. qkv (N, heads + 2 key_value_heads,
/// head_dim): queries, keys, values side by side, not rotated; cos, sin (N, head_dim / 2) float32 are each
/// row's own angles. The sequences cover all N rows, in order. -> (N, heads, head_dim) in qkv's dtype.
at::Tensor packed_attention(const at::Tensor& qkv, const at::Tensor& cos, const at::Tensor& sin,
                            std::int64_t key_value_heads, std::span<const PackedSequence> sequences,
                            double scale);

/// The plain form of it, by ATen's operations; the reference of the tests.
at::Tensor packed_attention_plain(const at::Tensor& qkv, const at::Tensor& cos, const at::Tensor& sin,
                                  std::int64_t key_value_heads, std::span<const PackedSequence> sequences,
                                  double scale);

}  // namespace vp::kernels
