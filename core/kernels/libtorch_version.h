#pragma once

// What differs between the versions of LibTorch that the project compiles with, 1.13 and later: nothing else
// asks for the version.
#include <ATen/core/Tensor.h>
#include <torch/version.h>

// From 2.5 on the fused attention takes fewer heads of keys and values than of queries.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 5)
#define VP_LIBTORCH_FUSES_ATTENTION 1
#else
#define VP_LIBTORCH_FUSES_ATTENTION 0
#endif

#if VP_LIBTORCH_FUSES_ATTENTION
#include <ATen/ops/ones.h>
#include <ATen/ops/scaled_dot_product_attention.h>

#include <optional>
#endif

namespace vp::kernels {

#if VP_LIBTORCH_FUSES_ATTENTION
/// As causal_attention, by LibTorch's own: query (n, heads, head_dim), keys and values (key_value_heads, m,
/// head_dim) of its dtype -> (n, heads, head_dim).
inline at::Tensor fused_causal_attention(const at::Tensor& query, const at::Tensor& keys,
                                         const at::Tensor& values, double scale) {
  const std::int64_t n = query.size(0), m = keys.size(1);
  // Its own causal mask counts from the first key; behind what is there already one is needed that does not.
  std::optional<at::Tensor> visible;
  if (n < m) visible = at::ones({n, m}, query.options().dtype(at::kBool)).tril(m - n);
  const at::Tensor attended = at::scaled_dot_product_attention(
      query.transpose(0, 1).unsqueeze(0), keys.unsqueeze(0), values.unsqueeze(0), visible,
      /*dropout_p=*/0.0, /*is_causal=*/n == m, scale, /*enable_gqa=*/query.size(1) != keys.size(0));
  return attended.squeeze(0).transpose(0, 1);  // (n, heads, head_dim)
}
#endif

}  // namespace vp::kernels
