#include "kernels/window_attention.h"

#include <ATen/ATen.h>

#include "kernels/layers.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#endif

namespace vp::kernels {

Windows cut_windows(const at::Tensor& a, const at::Tensor& b, std::int64_t stride) {
  const at::Tensor z = a + b;
  const std::int64_t frames = z.size(0), h = z.size(1) / stride, w = z.size(2) / stride, d = z.size(3);
  const at::Tensor tokens = z.reshape({frames, h, stride, w, stride, d})
                                .permute({0, 1, 3, 2, 4, 5})
                                .reshape({frames * h * w, stride * stride, d});
  return {tokens, tokens.mean(1)};
}

WindowAttention window_attention(const at::Tensor& tokens, const at::Tensor& queries) {
  const at::Tensor normalised = at::layer_norm(tokens, {tokens.size(2)}, {}, {},
                                               LayerNorm::kEpsilon);                   // (windows, s², d)
  const at::Tensor q = queries.to(at::kFloat).transpose(0, 1);                         // (windows, heads, d)
  const at::Tensor weights = at::softmax(at::bmm(q, normalised.transpose(1, 2)), -1);  // (windows, heads, s²)
  const at::Tensor mean = at::bmm(weights, normalised).transpose(0, 1);                // (heads, windows, d)
  return {weights.transpose(0, 1).contiguous(), mean.contiguous().to(queries.scalar_type())};
}

WindowAttention attend_in_windows(const at::Tensor& tokens, const at::Tensor& queries) {
  if (tokens.is_cpu()) return window_attention_cpu(tokens, queries);
#ifdef VP_CUDA
  if (has_cuda_body(tokens) && tokens.scalar_type() == at::kFloat && window_attention_has_cuda_body(tokens))
    return window_attention_cuda(tokens, queries);
#endif
  return window_attention(tokens, queries);
}

}  // namespace vp::kernels
