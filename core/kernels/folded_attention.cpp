#include "kernels/folded_attention.h"

#include <ATen/ATen.h>

#include "kernels/folded_attention_cpu.h"
#include "kernels/products.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#endif

namespace vp::kernels {

at::Tensor fold_query_into_keys(const at::Tensor& query, const at::Tensor& key_weight, std::int64_t heads,
                                double scale) {
  const std::int64_t width = query.size(0);
  const at::Tensor q = query.to(at::kFloat).view({heads, 1, width / heads});
  const at::Tensor w = key_weight.to(at::kFloat).view({heads, width / heads, key_weight.size(1)});
  return at::bmm(q, w).squeeze(1) * scale;  // (heads, d)
}

FoldedAttention folded_attention(const at::Tensor& x, const at::Tensor& keys, double epsilon) {
  auto [variance, mean] = at::var_mean(x, at::IntArrayRef{-1}, /*unbiased=*/false, /*keepdim=*/true);
  const at::Tensor inverse_deviation = at::rsqrt(variance + epsilon);  // (B, N, 1)
  const at::Tensor scores = (at::matmul(x, keys.t()) - mean * keys.sum(-1)) * inverse_deviation;
  const at::Tensor weights = at::softmax(scores.transpose(1, 2).contiguous(), -1);  // (B, heads, N)
  const at::Tensor scaled = weights * inverse_deviation.transpose(1, 2);            // (B, heads, N)
  return {weights, at::bmm(scaled, x) - at::matmul(scaled, mean)};
}

namespace {

FoldedAttention attend_normalised(const at::Tensor& x, const at::Tensor& keys) {
  if (folded_attention_has_cpu_body(x)) return folded_attention_cpu(x, keys, LayerNorm::kEpsilon);
#ifdef VP_CUDA
  if (has_cuda_body(x) && x.scalar_type() == at::kFloat)
    return folded_attention_cuda(x, keys, LayerNorm::kEpsilon);
#endif
  return folded_attention(x, keys, LayerNorm::kEpsilon);
}

}  // namespace

FoldedAttention attend_folded(const at::Tensor& x, const LayerNorm& norm, const at::Tensor& folded_keys) {
  const at::Tensor gain = norm.weight.to(at::kFloat);
  const at::Tensor shift = norm.bias.to(at::kFloat);
  // LN(x)·k = ((x − μ) / σ)·(g⊙k) + b·k; the last term is the same for every token, so softmax drops it.
  const at::Tensor keys = folded_keys * gain;  // (heads, d)
  const FoldedAttention attended = attend_normalised(x, keys);
  // Σ a LN(x) = g ⊙ Σ a (x − μ) / σ + b, because the weights sum to one.
  return {attended.weights, attended.mean * gain + shift};
}

at::Tensor project_head_means(const at::Tensor& mean, const at::Tensor& value_weight) {
  const std::int64_t batch = mean.size(0), heads = mean.size(1), width = mean.size(2);
  const at::Tensor w = value_weight.view({heads, value_weight.size(0) / heads, width});
  const at::Tensor per_head =
      batched_product(mean.transpose(0, 1).to(w.scalar_type()), w.transpose(1, 2));  // (heads, B, d/heads)
  return per_head.transpose(0, 1).reshape({batch, value_weight.size(0)}).to(mean.scalar_type());
}

}  // namespace vp::kernels
