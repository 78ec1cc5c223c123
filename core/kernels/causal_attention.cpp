#include "kernels/causal_attention.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "kernels/causal_attention_cpu.h"
#include "kernels/libtorch_version.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#endif

namespace vp::kernels {
namespace {

constexpr std::int64_t kQueryBlock = 128;

}  // namespace

at::Tensor causal_attention(const at::Tensor& query, const KeptRows& kept_keys, const KeptRows& kept_values,
                            double scale) {
  if (causal_attention_has_cpu_body(query, kept_keys, kept_values)) {
    return causal_attention_cpu(query, kept_keys, kept_values, scale);
  }
#ifdef VP_CUDA
  if (has_cuda_body(query) && cached_attention_has_cuda_body(query, kept_keys, kept_values)) {
    const at::Tensor length = at::full({1}, kept_keys.rows.size(1), query.options().dtype(at::kInt));
    return cached_attention_cuda(query, kept_keys, kept_values, length, scale);
  }
#endif
  const at::Tensor keys = kept_keys.numbers(query.scalar_type());
  const at::Tensor values = kept_values.numbers(query.scalar_type());
#if VP_LIBTORCH_FUSES_ATTENTION
  if (!query.is_cpu()) return fused_causal_attention(query, keys, values, scale);
#endif
  if (query.is_cpu() && query.scalar_type() == at::kBFloat16) {  // on every processor alike: products.h
    return causal_attention(query.to(at::kFloat), keys.to(at::kFloat), values.to(at::kFloat), scale)
        .to(query.scalar_type());
  }
  const std::int64_t n = query.size(0);
  const std::int64_t heads = query.size(1);
  const std::int64_t head_dim = query.size(2);
  const std::int64_t groups = keys.size(0);
  const std::int64_t past = keys.size(1) - n;
  std::vector<at::Tensor> blocks;
  for (std::int64_t first = 0; first < n; first += kQueryBlock) {
    const std::int64_t rows = std::min(kQueryBlock, n - first);
    const std::int64_t visible = past + first + rows;
    const at::Tensor q = query.narrow(0, first, rows)
                             .view({rows, groups, heads / groups, head_dim})
                             .permute({1, 2, 0, 3})
                             .reshape({groups, heads / groups * rows, head_dim});
    at::Tensor scores = at::matmul(q, keys.narrow(1, 0, visible).transpose(1, 2)).to(at::kFloat) * scale;
    scores = scores.view({groups, heads / groups, rows, visible});
    const auto positions = at::arange(visible, query.options().dtype(at::kLong));
    const at::Tensor hidden = positions.unsqueeze(0) > positions.narrow(0, visible - rows, rows).unsqueeze(1);
    scores = scores.masked_fill(hidden, -std::numeric_limits<float>::infinity());
    const at::Tensor weights = at::softmax(scores, -1).to(values.scalar_type());
    const at::Tensor mixed = at::matmul(weights.view({groups, -1, visible}), values.narrow(1, 0, visible));
    blocks.push_back(mixed.view({heads, rows, head_dim}).transpose(0, 1));
  }
  return at::cat(blocks);  // (n, heads, head_dim)
}

}  // namespace vp::kernels
