#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

/// softmax(scale q kᵀ) v, where the queries are the last n of the m positions and each sees the positions up
/// to its own. Query head h reads key/value head h / (heads / key_value_heads). query (n, heads, head_dim);
/// keys, values (key_value_heads, m, head_dim), m >= n -> (n, heads, head_dim). The whole (heads, n, m)
/// matrix never exists: queries are taken in blocks, and keys past a block are skipped.
at::Tensor causal_attention(const at::Tensor& query, const at::Tensor& keys, const at::Tensor& values,
                            double scale);

}  // namespace vp::kernels
