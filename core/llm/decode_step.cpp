#include "llm/decode_step.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kernels/cuda_bodies.h"
#include "kernels/linear.h"

namespace vp::llm {

DecodeStep::DecodeStep(const Decoder& decoder, KvCache& cache, Form form)
    : decoder_(decoder), cache_(cache), form_(std::move(form)) {
  const at::TensorOptions numbers = at::device(decoder.embed_tokens_.dense().device()).dtype(at::kInt);
  chosen_ = at::zeros({2}, numbers);
  token_ = chosen_.narrow(0, 0, 1);
  log_probability_ = chosen_.narrow(0, 1, 1).view(at::kFloat);
  position_ = at::zeros({1}, numbers);
  length_ = at::zeros({1}, numbers);
  if (form_.temperature > 0) {
    draws_ = at::zeros({cache.capacity()}, numbers.dtype(at::kDouble));
    draw_ = at::zeros({1}, numbers);
    uniform_ = at::empty({1}, numbers.dtype(at::kDouble));
  }
  if (form_.repetition_penalty != 1)
    said_ = at::zeros({decoder.config().vocab_size}, numbers.dtype(at::kByte));
  rotation_ = decoder.rope_.rotation(0, cache.capacity());
  prepare_recording();
}

void DecodeStep::prepare_recording() {
  const checkpoint::DecoderConfig& config = decoder_.config();
  place_of_layer_.assign(static_cast<std::size_t>(config.num_hidden_layers), -1);
  std::vector<std::int32_t> columns, heads;
  for (const PositionSpan& span : form_.record.columns)
    for (std::int64_t i = span.begin; i < span.end; ++i) columns.push_back(static_cast<std::int32_t>(i));
  if (columns.empty()) return;
  const auto to_device = [&](const std::vector<std::int32_t>& whole) {
    return at::tensor(at::ArrayRef<std::int32_t>(whole), at::kInt).to(position_.device());
  };
  for (std::int64_t head = 0; head < config.num_attention_heads; ++head)
    if (form_.record.heads.empty()) heads.push_back(static_cast<std::int32_t>(head));
  for (const std::int64_t head : form_.record.heads) heads.push_back(static_cast<std::int32_t>(head));
  std::int64_t layers = 0;
  for (const std::int64_t layer : form_.record.layers)
    place_of_layer_.at(static_cast<std::size_t>(layer)) = layers++;
  columns_ = to_device(columns);
  heads_ = to_device(heads);
  const at::TensorOptions numbers = position_.options().dtype(at::kFloat);
  row_ = at::zeros({layers, columns_.numel()}, numbers);
  rows_ = at::zeros({kRows, layers, columns_.numel()}, numbers);
  slot_ = at::zeros({1}, numbers.dtype(at::kLong));
}

void DecodeStep::begin(std::int64_t first, const std::vector<double>& draws,
                       std::span<const std::int64_t> said) {
  const at::NoGradGuard no_grad;
  token_.fill_(first);
  position_.fill_(cache_.length());
  length_.fill_(cache_.length() + 1);
  if (draws_.defined()) {
    const std::int64_t count =
        std::min<std::int64_t>(draws_.numel(), static_cast<std::int64_t>(draws.size()));
    const at::ArrayRef<double> some(draws.data(), static_cast<std::size_t>(count));
    draws_.narrow(0, 0, count).copy_(at::tensor(some, at::kDouble));
    draw_.zero_();
  }
  if (said_.defined()) {
    at::Tensor marks = at::zeros(said_.sizes(), at::kByte);
    for (const std::int64_t id : said)
      if (id >= 0 && id < marks.numel()) marks.data_ptr<std::uint8_t>()[id] = 1;
    said_.copy_(marks);
  }
  if (slot_.defined()) slot_.zero_();
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
    const std::int64_t place = place_of_layer_[i];
    const at::Tensor log_sums =
        place < 0 ? at::Tensor() : at::empty({1, query.size(1)}, query.options().dtype(at::kFloat));
    const at::Tensor attended = cached_attention_cuda(query, keys, values, length_, scale, log_sums);
    if (place >= 0)
      attended_columns_cuda(query, keys, log_sums, columns_, heads_, scale, row_.select(0, place));
    const at::Tensor projected = linear(attended.flatten(1), attention.o_weight_);
    const at::Tensor between = add_and_rms_norm_cuda(x, projected, after.weight_, after.eps_);
    branch = linear(gated_silu_cuda(linear(between, layer.mlp_.gate_up_weight_)), layer.mlp_.down_weight_);
  }
  return add_and_rms_norm_cuda(x, branch, decoder_.norm_.weight_, decoder_.norm_.eps_);
}

void DecodeStep::run() {
  const at::NoGradGuard no_grad;
  const at::Tensor logits = decoder_.logits(run_layers()).select(0, 0);
  if (form_.temperature > 0) {
    uniform_.copy_(at::index_select(draws_, 0, draw_));
    draw_.add_(1);
  }
  kernels::choose_token_cuda(logits, form_.temperature, form_.top_p, uniform_, token_, log_probability_,
                             said_, form_.repetition_penalty);
  if (rows_.defined()) {
    rows_.index_copy_(0, slot_, row_.unsqueeze(0));
    slot_.add_(1).remainder_(kRows);
  }
  position_.add_(1);
  length_.add_(1);
}

}  // namespace vp::llm
