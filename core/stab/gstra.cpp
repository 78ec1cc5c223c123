#include "stab/gstra.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

#include "kernels/folded_attention.h"

namespace vp::stab {

Gstra::Gstra(const checkpoint::VisionConfig& config, kernels::TensorSource& weights,
             const std::string& prefix, double dropout)
    : heads_(config.gstra_heads),
      dropout_(dropout),
      temporal_cls_token_(weights.take(prefix + "temporal_cls_token", {1, 1, config.hidden_size})),
      norm_query_(weights, prefix + "dec.ln_1", config.hidden_size),
      norm_mlp_(weights, prefix + "dec.ln_2", config.hidden_size),
      norm_key_(weights, prefix + "dec.ln_3", config.hidden_size),
      in_proj_weight_(weights.take_factors(prefix + "dec.attn.in_proj_weight",
                                           {3 * config.hidden_size, config.hidden_size})),
      in_proj_bias_(weights.take(prefix + "dec.attn.in_proj_bias", {3 * config.hidden_size})),
      out_proj_(weights, prefix + "dec.attn.out_proj", config.hidden_size, config.hidden_size, true),
      fc_(weights, prefix + "dec.mlp.c_fc", 4 * config.hidden_size, config.hidden_size, true),
      proj_(weights, prefix + "dec.mlp.c_proj", config.hidden_size, 4 * config.hidden_size, true) {}

at::Tensor Gstra::mlp(const at::Tensor& context, bool training) const {
  const at::Tensor hidden = fc_.forward(norm_mlp_.forward(context));  // (B, 4d)
  return proj_.forward(at::dropout(hidden * at::sigmoid(1.702 * hidden), dropout_, training));
}

GstraResult Gstra::forward(const at::Tensor& z, bool training) const {
  const std::int64_t batch = z.size(0), d = z.size(4), head_dim = d / heads_;
  const at::Tensor tokens = norm_key_.forward(z.reshape({batch, -1, d}));  // (B, N, d)
  const at::Tensor query = temporal_cls_token_.to(z.scalar_type()).expand({batch, 1, d});
  const auto weight = in_proj_weight_.chunk(3);
  const auto bias = in_proj_bias_.chunk(3);
  const auto by_head = [&](const at::Tensor& x) {
    return x.reshape({batch, -1, heads_, head_dim}).transpose(1, 2);
  };
  const at::Tensor q =
      by_head(kernels::linear_in(out_proj_.dtype, norm_query_.forward(query), weight[0], bias[0]));
  const at::Tensor k =
      by_head(kernels::linear_in(out_proj_.dtype, tokens, weight[1], bias[1]));  // (B, heads, N, d/heads)
  const at::Tensor v = by_head(kernels::linear_in(out_proj_.dtype, tokens, weight[2], bias[2]));
  const at::Tensor attention = at::softmax(
      at::matmul(q, k.transpose(2, 3)) / std::sqrt(static_cast<double>(head_dim)), -1);  // (B, heads, 1, N)
  const at::Tensor attended = at::matmul(attention, v).transpose(1, 2).reshape({batch, d});
  const at::Tensor context = query.squeeze(1) + out_proj_.forward(attended);
  return {context + mlp(context, training), attention.squeeze(2)};
}

FoldedGstra::FoldedGstra(Gstra gstra) : gstra_(std::move(gstra)) {
  const std::int64_t d = gstra_.temporal_cls_token_.size(2);
  const auto weight = gstra_.in_proj_weight_.chunk(3);
  const auto bias = gstra_.in_proj_bias_.chunk(3);
  const at::Tensor query =
      at::linear(gstra_.norm_query_.forward(gstra_.temporal_cls_token_.view({1, d}).to(at::kFloat)),
                 weight[0].to(at::kFloat), bias[0].to(at::kFloat));
  // The key bias adds the same to every token's score, so softmax drops it.
  folded_keys_ = kernels::fold_query_into_keys(query.view({d}), weight[1], gstra_.heads_,
                                               1 / std::sqrt(static_cast<double>(d / gstra_.heads_)));
  value_weight_ = weight[2].to(gstra_.out_proj_.dtype);
  value_bias_ = bias[2].to(at::kFloat);
}

GstraResult FoldedGstra::forward(const at::Tensor& z) const {
  const std::int64_t batch = z.size(0), d = z.size(4);
  const kernels::FoldedAttention attended =
      kernels::attend_folded(z.reshape({batch, -1, d}), gstra_.norm_key_, folded_keys_);
  const at::Tensor values =
      kernels::project_head_means(attended.mean, value_weight_) + value_bias_;  // (B, d)
  const at::Tensor context =
      gstra_.temporal_cls_token_.view({1, d}).to(at::kFloat) + gstra_.out_proj_.forward(values);
  return {context + gstra_.mlp(context, false), attended.weights};
}

}  // namespace vp::stab
