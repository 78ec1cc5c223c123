#include "llm/decoder_layer.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/add.h>

#include "base/error.h"

namespace vp::llm {
namespace {

at::Tensor add_residual(const at::Tensor& x, const at::Tensor& branch) {
  return at::GradMode::is_enabled() ? x + branch : x.add_(branch);
}

}  // namespace

DecoderLayer::DecoderLayer(const std::string& path, std::int64_t index,
                           const checkpoint::DecoderConfig& config, kernels::TensorSource& weights)
    : input_norm_(path + ".input_layernorm", config.hidden_size, config.rms_norm_eps, weights),
      attention_(path + ".self_attn", index, config, weights),
      post_attention_norm_(path + ".post_attention_layernorm", config.hidden_size, config.rms_norm_eps,
                           weights),
      mlp_(path + ".mlp", config, weights) {}

at::Tensor DecoderLayer::forward(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                                 const std::stop_token& stop, AttentionRecorder* recorder) const {
  const at::Tensor y = add_residual(x, attention_.forward(input_norm_.forward(x), rotation, cache, recorder));
  base::throw_if_stopped(stop);
  return add_residual(y, mlp_.forward(post_attention_norm_.forward(y), stop));
}

at::Tensor DecoderLayer::forward_branches(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                                          std::span<const std::int64_t> lengths,
                                          std::span<const HiddenPositions> hidden,
                                          const std::stop_token& stop) const {
  const at::Tensor y =
      add_residual(x, attention_.forward_branches(input_norm_.forward(x), rotation, cache, lengths, hidden));
  base::throw_if_stopped(stop);
  return add_residual(y, mlp_.forward(post_attention_norm_.forward(y), stop));
}

at::Tensor DecoderLayer::forward_packed(const at::Tensor& x, const Rotation& rotation,
                                        std::span<const kernels::PackedSequence> sequences) const {
  const at::Tensor y = x + attention_.forward_packed(input_norm_.forward(x), rotation, sequences);
  return y + mlp_.forward(post_attention_norm_.forward(y));
}

std::int64_t DecoderLayer::parameter_count() const {
  return input_norm_.parameter_count() + attention_.parameter_count() +
         post_attention_norm_.parameter_count() + mlp_.parameter_count();
}

}  // namespace vp::llm
