#include "clip/tower_layer.h"

#include <ATen/ATen.h>

#include <cmath>

#include "kernels/products.h"

namespace vp::clip {
namespace {

using checkpoint::TowerConfig;

// In float32, as LibTorch's GELU in bfloat16 is not to be had on every processor.
at::Tensor activate(TowerConfig::Activation activation, const at::Tensor& x) {
  return activation == TowerConfig::Activation::Gelu ? at::gelu(x) : x * at::sigmoid(x * 1.702);
}

}  // namespace

SelfAttention::SelfAttention(std::int64_t width, std::int64_t heads, kernels::TensorSource& weights,
                             const std::string& name)
    : heads_(heads),
      query_(weights, name + ".q_proj", width, width, true),
      key_(weights, name + ".k_proj", width, width, true),
      value_(weights, name + ".v_proj", width, width, true),
      out_(weights, name + ".out_proj", width, width, true) {}

at::Tensor SelfAttention::forward(const at::Tensor& x, at::Tensor* seen) const {
  const std::int64_t batch = x.size(0), n = x.size(1), width = x.size(2), head = width / heads_;
  const auto by_head = [&](const at::Tensor& all) {  // (B, n, d) -> (B · heads, n, d / heads)
    return all.view({batch, n, heads_, head}).transpose(1, 2).reshape({batch * heads_, n, head});
  };
  const at::Tensor q = by_head(query_.forward(x)) * (1.0 / std::sqrt(static_cast<double>(head)));
  const at::Tensor k = by_head(key_.forward(x)), v = by_head(value_.forward(x));
  const at::Tensor weights = at::softmax(kernels::batched_product(q, k.transpose(1, 2)), -1);
  if (seen != nullptr) *seen = weights.view({batch, heads_, n, n});
  const at::Tensor mixed = kernels::batched_product(weights, v);  // (B · heads, n, d / heads)
  return out_.forward(mixed.view({batch, heads_, n, head}).transpose(1, 2).reshape({batch, n, width}));
}

TimeAttention::TimeAttention(const TowerConfig& config, kernels::TensorSource& weights,
                             const std::string& name)
    : frames_(config.num_frames),
      embedding_(weights.take(name + ".temporal_embedding", {1, frames_, config.hidden_size})),
      norm_(weights, name + ".temporal_layer_norm1", config.hidden_size),
      attention_(config.hidden_size, config.num_attention_heads, weights, name + ".temporal_attn") {}

at::Tensor TimeAttention::forward(const at::Tensor& x, LayerAttention* seen) const {
  const std::int64_t frames = x.size(0), n = x.size(1), width = x.size(2), runs = frames / frames_;
  TORCH_INTERNAL_ASSERT(frames % frames_ == 0, "expected runs of ", frames_, " frames, found ", frames);
  at::Tensor over_time =
      x.view({runs, frames_, n, width}).transpose(1, 2).reshape({runs * n, frames_, width});
  // The embedding stays in the residual stream.
  over_time = over_time + embedding_.to(over_time.scalar_type());
  at::Tensor weights;
  over_time = over_time + attention_.forward(norm_.forward(over_time), seen != nullptr ? &weights : nullptr);
  if (seen != nullptr) seen->time = weights.view({runs, n, weights.size(1), frames_, frames_});
  return over_time.view({runs, n, frames_, width}).transpose(1, 2).reshape({frames, n, width});
}

TowerLayer::TowerLayer(const TowerConfig& config, kernels::TensorSource& weights, const std::string& name)
    : activation_(config.activation),
      norm1_(weights, name + ".layer_norm1", config.hidden_size),
      attention_(config.hidden_size, config.num_attention_heads, weights, name + ".self_attn"),
      norm2_(weights, name + ".layer_norm2", config.hidden_size),
      in_(weights, name + ".mlp.fc1", config.intermediate_size, config.hidden_size, true),
      out_(weights, name + ".mlp.fc2", config.hidden_size, config.intermediate_size, true) {
  if (config.time_attention) time_attention_.emplace(config, weights, name);
}

at::Tensor TowerLayer::forward(const at::Tensor& input, LayerAttention* seen) const {
  at::Tensor x = time_attention_ ? time_attention_->forward(input, seen) : input;
  x = x + attention_.forward(norm1_.forward(x), seen != nullptr ? &seen->space : nullptr);
  return x + out_.forward(activate(activation_, in_.forward(norm2_.forward(x))));
}

}  // namespace vp::clip
