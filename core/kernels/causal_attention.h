#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/kept_rows.h"

namespace vp::kernels {

/// softmax(scale q kᵀ) v, where the queries are the last n of the m positions and each sees the positions up
/// to its own. Query head h reads key/value head h / (heads / key_value_heads). query (n, heads, head_dim);
/// keys, values (key_value_heads, m, head_dim), m >= n -> (n, heads, head_dim). The whole (heads, n, m)
/// matrix never exists: queries are taken in blocks, and keys past a block are skipped. Keys and values that
/// are kept in fewer bits are widened in registers, or a block at a time.
at::Tensor causal_attention(const at::Tensor& query, const KeptRows& keys, const KeptRows& values,
                            double scale);

}  // namespace vp::kernels
