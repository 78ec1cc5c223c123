#include "stab/fsra.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

#include "kernels/folded_attention.h"

namespace vp::stab {

Fsra::Fsra(const checkpoint::VisionConfig& config, kernels::TensorSource& weights, const std::string& prefix)
    : heads_(config.num_heads),
      class_embedding_(weights.take(prefix + "class_embedding", {config.hidden_size})),
      norm_query_(weights, prefix + "global_attention.q.0", config.hidden_size),
      norm_key_(weights, prefix + "global_attention.kv.0", config.hidden_size),
      query_(weights, prefix + "global_attention.q.1", config.hidden_size, config.hidden_size, false),
      key_value_(weights, prefix + "global_attention.kv.1", 2 * config.hidden_size, config.hidden_size,
                 false),
      proj_(weights, prefix + "global_attention.proj", config.hidden_size, config.hidden_size, true) {}

FsraResult Fsra::forward(const at::Tensor& tokens) const {
  const std::int64_t frames = tokens.size(0), d = tokens.size(3), head_dim = d / heads_;
  const at::Tensor x = norm_key_.forward(tokens.reshape({frames, -1, d}));  // (F, h·w, d)
  const at::Tensor class_token = class_embedding_.to(tokens.scalar_type()).view({1, d});
  const at::Tensor q = query_.forward(norm_query_.forward(class_token)).view({1, heads_, 1, head_dim});
  const at::Tensor kv = key_value_.forward(x).view({frames, x.size(1), 2, heads_, head_dim});
  const at::Tensor k = kv.select(2, 0).transpose(1, 2);  // (F, heads, h·w, d/heads)
  const at::Tensor v = kv.select(2, 1).transpose(1, 2);
  const at::Tensor attention = at::softmax(
      at::matmul(q, k.transpose(2, 3)) / std::sqrt(static_cast<double>(d)), -1);  // (F, heads, 1, h·w)
  const at::Tensor attended = at::matmul(attention, v).reshape({frames, d});
  return {class_token + proj_.forward(attended), attention.squeeze(2)};
}

FoldedFsra::FoldedFsra(Fsra fsra) : fsra_(std::move(fsra)) {
  const std::int64_t d = fsra_.class_embedding_.size(0);
  const auto halves = fsra_.key_value_.weight.chunk(2);
  const at::Tensor class_token = fsra_.class_embedding_.to(at::kFloat).view({1, d});
  const at::Tensor query =
      at::linear(fsra_.norm_query_.forward(class_token), fsra_.query_.weight.to(at::kFloat)).view({d});
  folded_keys_ =
      kernels::fold_query_into_keys(query, halves[0], fsra_.heads_, 1 / std::sqrt(static_cast<double>(d)));
  value_weight_ = halves[1].to(fsra_.proj_.dtype);
}

FsraResult FoldedFsra::forward(const at::Tensor& tokens) const {
  const std::int64_t frames = tokens.size(0), d = tokens.size(3);
  const kernels::FoldedAttention attended =
      kernels::attend_folded(tokens.reshape({frames, -1, d}), fsra_.norm_key_, folded_keys_);
  const at::Tensor values = kernels::project_head_means(attended.mean, value_weight_);  // (F, d)
  const at::Tensor class_token = fsra_.class_embedding_.to(at::kFloat).view({1, d});
  return {class_token + fsra_.proj_.forward(values), attended.weights};
}

}  // namespace vp::stab
