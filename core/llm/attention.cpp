#include "llm/attention.h"

#include <ATen/ops/cat.h>

#include <cmath>
#include <vector>

#include "kernels/causal_attention.h"
#include "kernels/linear.h"
#include "kernels/rotary.h"

namespace vp::llm {
namespace {

/// The rows but for `hidden`. The order of what all queries see is nothing to them, so leaving rows out is
/// the same as a mask over them.
kernels::KeptRows without(const kernels::KeptRows& rows, const PositionSpan& hidden) {
  const kernels::KeptRows before = rows.narrow(0, hidden.begin);
  const kernels::KeptRows after = rows.narrow(hidden.end, rows.rows.size(1) - hidden.end);
  kernels::KeptRows rest(at::cat({before.rows, after.rows}, 1));
  if (rows.has_codes()) rest.scales = at::cat({before.scales, after.scales}, 1);
  return rest;
}

}  // namespace

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

double Attention::scale() const {
  return 1.0 / std::sqrt(static_cast<double>(head_dim_));
}

Attention::Projected Attention::project(const at::Tensor& x, const Rotation& rotation) const {
  const at::Tensor qkv =
      kernels::linear(x, qkv_weight_, qkv_bias_).view({x.size(0), heads_ + 2 * key_value_heads_, head_dim_});
  // Queries and keys turn together: they lie side by side.
  const at::Tensor qk =
      kernels::rotate(qkv.narrow(1, 0, heads_ + key_value_heads_), rotation.cos, rotation.sin);
  return {qk.narrow(1, 0, heads_), qk.narrow(1, heads_, key_value_heads_),
          qkv.narrow(1, heads_ + key_value_heads_, key_value_heads_)};
}

at::Tensor Attention::forward(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                              AttentionRecorder* recorder) const {
  const Projected row = project(x, rotation);
  const auto [keys, values] = cache.append(layer_, row.k, row.v);  // (key_value_heads, m, head_dim)
  const at::Tensor attended = kernels::causal_attention(row.q, keys, values, scale());
  if (recorder != nullptr)
    recorder->observe(layer_, row.q.select(0, x.size(0) - 1), keys.numbers(row.q.scalar_type()), scale());
  return kernels::linear(attended.flatten(1), o_weight_);
}

at::Tensor Attention::forward_branches(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                                       std::span<const std::int64_t> lengths,
                                       std::span<const HiddenPositions> hidden) const {
  const Projected row = project(x, rotation);
  std::vector<at::Tensor> attended;
  std::int64_t first = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    const std::int64_t n = lengths[i];
    auto [keys, values] = cache.append(layer_, row.k.narrow(0, first, n), row.v.narrow(0, first, n));
    if (!hidden.empty() && hidden[i].in(layer_)) {
      keys = without(keys, hidden[i].positions);
      values = without(values, hidden[i].positions);
    }
    attended.push_back(kernels::causal_attention(row.q.narrow(0, first, n), keys, values, scale()));
    first += n;
  }
  return kernels::linear(at::cat(attended).flatten(1), o_weight_);
}

at::Tensor Attention::forward_packed(const at::Tensor& x, const Rotation& rotation,
                                     std::span<const kernels::PackedSequence> sequences) const {
  const at::Tensor qkv =
      kernels::linear(x, qkv_weight_, qkv_bias_).view({x.size(0), heads_ + 2 * key_value_heads_, head_dim_});
  const at::Tensor attended =
      kernels::packed_attention(qkv, rotation.cos, rotation.sin, key_value_heads_, sequences, scale());
  return kernels::linear(attended.flatten(1), o_weight_);
}

std::int64_t Attention::parameter_count() const {
  return qkv_weight_.numel() + (qkv_bias_.defined() ? qkv_bias_.numel() : 0) + o_weight_.numel();
}

}  // namespace vp::llm
