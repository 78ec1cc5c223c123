#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/layers.h"

namespace vp::kernels {

/// What a single query sees of a sequence: its weights, and the weighted mean of the normalised tokens, still
/// to be multiplied by the value projection.
struct FoldedAttention {
  at::Tensor weights;  // (B, heads, N)
  at::Tensor mean;     // (B, heads, d): Σ_i a_i · x_i, normalised
};

/// Attention of fixed queries over tokens normalised to mean 0 and variance 1. `x` (B, N, d) and `keys`
/// (heads, d), scale included, float32. The plain form: ATen's, on any device.
FoldedAttention folded_attention(const at::Tensor& x, const at::Tensor& keys, double epsilon);

/// One key vector a head that stands for a fixed query: q_h · (W_k,h · x) = (W_k,hᵀ · q_h) · x, scale
/// included. `query` (d) after its own projection, `key_weight` (d, d); returns float32 (heads, d).
at::Tensor fold_query_into_keys(const at::Tensor& query, const at::Tensor& key_weight, std::int64_t heads,
                                double scale);

/// Attention of fixed queries over LN(x) without a key or a value for any token; the normalisation is folded
/// in the same way, from a mean and a variance per token. O(B · N · d · heads). `x` (B, N, d) float32,
/// `folded_keys` (heads, d) float32 from fold_query_into_keys.
FoldedAttention attend_folded(const at::Tensor& x, const LayerNorm& norm, const at::Tensor& folded_keys);

/// Each head's part of the value projection applied to its own mean: Σ_i a_i · W_v,h · x_i = W_v,h · Σ_i a_i
/// · x_i. `mean` (B, heads, d), `value_weight` (d, d); returns (B, d) with the heads side by side.
at::Tensor project_head_means(const at::Tensor& mean, const at::Tensor& value_weight);

}  // namespace vp::kernels
