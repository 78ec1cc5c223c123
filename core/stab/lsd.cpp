#include "stab/lsd.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

#include "kernels/cpu_body.h"
#include "kernels/products.h"
#include "kernels/window_attention.h"

namespace vp::stab {
namespace {

kernels::Windows cut(const at::Tensor& lste, const at::Tensor& e, std::int64_t stride) {
  return kernels::has_cpu_body(lste) && kernels::has_cpu_body(e) ? kernels::cut_windows_cpu(lste, e, stride)
                                                                 : kernels::cut_windows(lste, e, stride);
}

}  // namespace

Lsd::Lsd(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix)
    : heads_(config.num_heads),
      stride_(config.conv_stride),
      norm_query_(weights, prefix + "local_attention.q.0", config.hidden_size),
      norm_key_(weights, prefix + "local_attention.kv.0", config.hidden_size),
      query_(weights, prefix + "local_attention.q.1", config.hidden_size, config.hidden_size, false),
      key_value_(weights, prefix + "local_attention.kv.1", 2 * config.hidden_size, config.hidden_size, false),
      proj_(weights, prefix + "local_attention.proj", config.hidden_size, config.hidden_size, true) {}

LsdResult Lsd::forward(const at::Tensor& lste, const at::Tensor& e) const {
  const std::int64_t frames = e.size(0), h = e.size(1) / stride_, w = e.size(2) / stride_, d = e.size(3);
  const std::int64_t windows = frames * h * w, area = stride_ * stride_, head_dim = d / heads_;
  const auto [x, mean] = kernels::cut_windows(lste, e, stride_);  // (windows, s², d), (windows, d)
  const at::Tensor q = query_.forward(norm_query_.forward(mean)).view({windows, heads_, 1, head_dim});
  const at::Tensor kv = key_value_.forward(norm_key_.forward(x)).view({windows, area, 2, heads_, head_dim});
  const at::Tensor k = kv.select(2, 0).transpose(1, 2);  // (windows, heads, s², d/heads)
  const at::Tensor v = kv.select(2, 1).transpose(1, 2);
  const at::Tensor attention = at::softmax(
      at::matmul(q, k.transpose(2, 3)) / std::sqrt(static_cast<double>(d)), -1);  // (windows, heads, 1, s²)
  const at::Tensor attended = at::matmul(attention, v).reshape({windows, d});
  return {(mean + proj_.forward(attended)).view({frames, h, w, d}),
          attention.view({frames, h * w, heads_, area}).transpose(1, 2)};
}

LsdResult average_windows(const at::Tensor& lste, const at::Tensor& e,
                          const checkpoint::VisionConfig& config) {
  const std::int64_t stride = config.conv_stride, area = stride * stride;
  const std::int64_t frames = e.size(0), h = e.size(1) / stride, w = e.size(2) / stride, d = e.size(3);
  return {cut(lste, e, stride).mean.view({frames, h, w, d}),
          at::full({frames, config.num_heads, h * w, area}, 1.0 / static_cast<double>(area),
                   lste.options().dtype(at::kFloat).requires_grad(false))};
}

FoldedLsd::FoldedLsd(Lsd lsd) : lsd_(std::move(lsd)) {
  const std::int64_t d = lsd_.query_.weight.size(0), head_dim = d / lsd_.heads_;
  const at::ScalarType dtype = lsd_.query_.dtype;
  const auto halves = lsd_.key_value_.weight.to(at::kFloat).chunk(2);
  const at::Tensor gain = lsd_.norm_key_.weight.to(at::kFloat), shift = lsd_.norm_key_.bias.to(at::kFloat);
  folded_key_weight_ =
      (halves[0] * gain / std::sqrt(static_cast<double>(d))).view({lsd_.heads_, head_dim, d}).to(dtype);
  folded_value_weight_ =
      (halves[1] * gain).view({lsd_.heads_, head_dim, d}).transpose(1, 2).contiguous().to(dtype);
  folded_proj_bias_ =
      lsd_.proj_.bias.to(at::kFloat) + at::mv(lsd_.proj_.weight.to(at::kFloat), at::mv(halves[1], shift));
}

LsdResult FoldedLsd::forward(const at::Tensor& lste, const at::Tensor& e) const {
  const std::int64_t stride = lsd_.stride_, heads = lsd_.heads_;
  const std::int64_t frames = e.size(0), h = e.size(1) / stride, w = e.size(2) / stride, d = e.size(3);
  const std::int64_t windows = frames * h * w;
  const at::ScalarType dtype = folded_key_weight_.scalar_type();
  const auto [x, mean] = cut(lste, e, stride);  // (windows, s², d), (windows, d)
  const at::Tensor q = lsd_.query_.forward(lsd_.norm_query_.forward(mean).to(dtype));
  const at::Tensor q_by_head =
      q.view({windows, heads, d / heads}).transpose(0, 1);  // (heads, windows, d/heads)
  const at::Tensor queries = kernels::batched_product(q_by_head, folded_key_weight_);  // (heads, windows, d)
  const kernels::WindowAttention attended = kernels::attend_in_windows(x, queries);
  const at::Tensor values =
      kernels::batched_product(attended.mean, folded_value_weight_).transpose(0, 1).reshape({windows, d});
  const at::Tensor projected = kernels::product_with_rows_to_float(values, lsd_.proj_.weight);
  return {(mean + folded_proj_bias_).add_(projected).view({frames, h, w, d}),
          attended.weights.view({heads, frames, h * w, stride * stride}).transpose(0, 1)};
}

}  // namespace vp::stab
