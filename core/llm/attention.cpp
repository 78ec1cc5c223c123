#include "llm/attention.h"

#include <cmath>
#include <vector>

#include "kernels/causal_attention.h"
#include "kernels/linear.h"
#include "kernels/rotary.h"

namespace vp::llm {

Attention::Attention(const std::string& path, std::int64_t layer, const checkpoint::DecoderConfig& config,
                     kernels::TensorSource& weights)
    : layer_(layer),
      heads_(config.num_attention_heads),
      key_value_heads_(config.num_key_value_heads),
      head_dim_(config.head_dim) {
  const std::vector<std::int64_t> rows{heads_ * head_dim_, key_value_heads_ * head_dim_,
                                       key_value_heads_ * head_dim_};
  qkv_weight_ = weights.take_matrices(
      {path + ".q_proj.weight", path + ".k_proj.weight", path + ".v_proj.weight"}, rows, config.hidden_size);
  if (config.attention_bias) {
    qkv_bias_ =
        weights.take_stacked({path + ".q_proj.bias", path + ".k_proj.bias", path + ".v_proj.bias"}, rows, {});
  }
  o_weight_ = weights.take_matrix(path + ".o_proj.weight", config.hidden_size, heads_ * head_dim_);
}

at::Tensor Attention::forward(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                              AttentionRecorder* recorder) const {
  const at::Tensor qkv =
      kernels::linear(x, qkv_weight_, qkv_bias_).view({x.size(0), heads_ + 2 * key_value_heads_, head_dim_});
  // Queries and keys turn together: they lie side by side.
  const at::Tensor qk =
      kernels::rotate(qkv.narrow(1, 0, heads_ + key_value_heads_), rotation.cos, rotation.sin);
  const at::Tensor q = qk.narrow(1, 0, heads_);                 // (n, heads, head_dim)
  const at::Tensor k = qk.narrow(1, heads_, key_value_heads_);  // (n, key_value_heads, head_dim)
  const at::Tensor v = qkv.narrow(1, heads_ + key_value_heads_, key_value_heads_);
  const auto [keys, values] = cache.append(layer_, k, v);  // (key_value_heads, m, head_dim)
  const double scale = 1.0 / std::sqrt(static_cast<double>(head_dim_));
  const at::Tensor attended = kernels::causal_attention(q, keys, values, scale);  // (n, heads, head_dim)
  if (recorder != nullptr)
    recorder->observe(layer_, q.select(0, q.size(0) - 1), keys.numbers(q.scalar_type()), scale);
  return kernels::linear(attended.flatten(1), o_weight_);
}

at::Tensor Attention::forward_packed(const at::Tensor& x, const Rotation& rotation,
                                     std::span<const kernels::PackedSequence> sequences) const {
  const at::Tensor qkv =
      kernels::linear(x, qkv_weight_, qkv_bias_).view({x.size(0), heads_ + 2 * key_value_heads_, head_dim_});
  const double scale = 1.0 / std::sqrt(static_cast<double>(head_dim_));
  const at::Tensor attended =
      kernels::packed_attention(qkv, rotation.cos, rotation.sin, key_value_heads_, sequences, scale);
  return kernels::linear(attended.flatten(1), o_weight_);
}

std::int64_t Attention::parameter_count() const {
  return qkv_weight_.numel() + (qkv_bias_.defined() ? qkv_bias_.numel() : 0) + o_weight_.numel();
}

}  // namespace vp::llm
