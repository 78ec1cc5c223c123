#include "llm/decode_step.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "kernels/cuda_bodies.h"
#include "kernels/linear.h"

namespace vp::llm {

DecodeStep::DecodeStep(const Decoder& decoder, KvCache& cache, const SamplingOptions& sampling,
                       std::int64_t first, const std::vector<double>& draws)
    : decoder_(decoder), cache_(cache), temperature_(sampling.temperature), top_p_(sampling.top_p) {
  const at::Device device = decoder.embed_tokens_.dense().device();
  const at::TensorOptions numbers = at::device(device).dtype(at::kInt);
  chosen_ = at::zeros({2}, numbers);
  token_ = chosen_.narrow(0, 0, 1);
  log_probability_ = chosen_.narrow(0, 1, 1).view(at::kFloat);
  token_.fill_(first);
  position_ = at::full({1}, cache.length(), numbers);
  length_ = at::full({1}, cache.length() + 1, numbers);
  if (temperature_ > 0) {
    draws_ = at::tensor(at::ArrayRef<double>(draws), at::kDouble).to(device);
    draw_ = at::zeros({1}, numbers);
    uniform_ = at::empty({1}, numbers.dtype(at::kDouble));
  }
  rotation_ = decoder.rope_.rotation(0, cache.capacity());
}

at::Tensor DecodeStep::run_layers() {
  using namespace kernels;
  const at::Tensor& rows = decoder_.embed_tokens_.dense();
  // Where no token could be chosen, a step that was queued already reads the first one.
  at::Tensor x = at::index_select(rows, 0, token_.clamp_min(0)).to(decoder_.dtype_).to(at::kFloat);
  at::Tensor branch;  // of the layer before, not yet added
  for (std::size_t i = 0; i < decoder_.layers_.size(); ++i) {
    const DecoderLayer& layer = decoder_.layers_[i];
    const Attention& attention = layer.attention_;
    const RmsNorm &before = layer.input_norm_, &after = layer.post_attention_norm_;
    const at::Tensor normed = branch.defined() ? add_and_rms_norm_cuda(x, branch, before.weight_, before.eps_)
                                               : rms_norm_cuda(x, before.weight_, before.eps_);
    const at::Tensor qkv =
        linear(normed, attention.qkv_weight_, attention.qkv_bias_).view({1, -1, attention.head_dim_});
    const auto at_layer = static_cast<std::int64_t>(i);
    const KeptRows &keys = cache_.keys(at_layer), &values = cache_.values(at_layer);
    const at::Tensor query =
        rotate_into_cache_cuda(qkv, rotation_.cos, rotation_.sin, position_, keys, values);
    const double scale = 1.0 / std::sqrt(static_cast<double>(attention.head_dim_));
    const at::Tensor attended = cached_attention_cuda(query, keys, values, length_, scale);
    const at::Tensor projected = linear(attended.flatten(1), attention.o_weight_);
    const at::Tensor between = add_and_rms_norm_cuda(x, projected, after.weight_, after.eps_);
    branch = linear(gated_silu_cuda(linear(between, layer.mlp_.gate_up_weight_)), layer.mlp_.down_weight_);
  }
  return add_and_rms_norm_cuda(x, branch, decoder_.norm_.weight_, decoder_.norm_.eps_);
}

void DecodeStep::run() {
  const at::NoGradGuard no_grad;
  const at::Tensor logits = decoder_.logits(run_layers()).select(0, 0);
  if (temperature_ > 0) {
    uniform_.copy_(at::index_select(draws_, 0, draw_));
    draw_.add_(1);
  }
  kernels::choose_token_cuda(logits, temperature_, top_p_, uniform_, token_, log_probability_);
  position_.add_(1);
  length_.add_(1);
}

}  // namespace vp::llm
