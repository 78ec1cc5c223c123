#include "llm/attention_recorder.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "base/error.h"

namespace vp::llm {
namespace {

struct Names {
  base::Message one, several;
};

void check_numbers(const std::vector<std::int64_t>& numbers, std::int64_t count, const Names& of) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] < 0 || numbers[i] >= count) {
      throw base::Error(
          base::ErrorCode::Usage,
          base::message("The decoder has no %1 %2; it has %3, counted from 0.", of.one, numbers[i], count));
    }
    if (i > 0 && numbers[i] <= numbers[i - 1]) {
      throw base::Error(
          base::ErrorCode::Usage,
          base::message(
              "The %1 to record must be given in ascending order and each once; found %2 before %3.",
              of.several, numbers[i - 1], numbers[i]));
    }
  }
}

constexpr std::size_t kMostAside = 32;  // positions: of a large decoder a megabyte each

/// The key/value head of each query head.
std::vector<std::int64_t> key_heads(std::vector<std::int64_t> heads, std::int64_t share) {
  for (std::int64_t& head : heads) head /= share;
  return heads;
}

std::vector<std::int64_t> all_when_empty(std::vector<std::int64_t> numbers, std::int64_t count) {
  if (!numbers.empty()) return numbers;
  numbers.resize(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

void RecordOptions::validate(const checkpoint::DecoderConfig& config) const {
  check_numbers(layers, config.num_hidden_layers, {base::message("layer"), base::message("layers")});
  check_numbers(heads, config.num_attention_heads,
                {base::message("attention head"), base::message("attention heads")});
}

AttentionRecorder::AttentionRecorder(const checkpoint::DecoderConfig& config, RecordOptions options)
    : options_(std::move(options)),
      place_of_layer_(static_cast<std::size_t>(config.num_hidden_layers), -1),
      share_(config.num_attention_heads / config.num_key_value_heads) {
  options_.validate(config);
  options_.layers = all_when_empty(std::move(options_.layers), config.num_hidden_layers);
  // All heads are taken as they lie.
  if (options_.heads.size() == static_cast<std::size_t>(config.num_attention_heads)) options_.heads.clear();
  layers_.resize(options_.layers.size());
  for (std::size_t i = 0; i < options_.layers.size(); ++i)
    place_of_layer_[static_cast<std::size_t>(options_.layers[i])] = static_cast<std::int64_t>(i);
  for (const PositionSpan& span : options_.columns) columns_ += span.end - span.begin;
}

void AttentionRecorder::observe(std::int64_t layer, const at::Tensor& query, const at::Tensor& keys,
                                double scale) {
  const std::int64_t place = place_of_layer_.at(static_cast<std::size_t>(layer));
  if (place < 0 || columns_ == 0) return;
  Layer& of = layers_[static_cast<std::size_t>(place)];
  // A view of what the layer computed: kept as it is unless it would keep a whole prompt's.
  constexpr std::size_t kMostKept = 4;
  of.query = query.storage().nbytes() <= kMostKept * query.nbytes() ? query : query.clone();
  of.keys = keys;
  scale_ = scale;
}

void AttentionRecorder::move_to(std::vector<float>& values) {
  if (columns_ == 0) return;
  for (Layer& layer : layers_) {
    TORCH_INTERNAL_ASSERT(layer.query.defined(), "a layer was not observed");
    layer.queries.push_back(std::exchange(layer.query, {}));
  }
  seen_.push_back(layers_.front().keys.size(1));
  if (seen_.size() == kMostAside) finish(values);
}

at::Tensor AttentionRecorder::attention(const Layer& layer) const {
  const auto positions = static_cast<std::int64_t>(layer.queries.size());
  const std::int64_t m = seen_.back();
  const at::Tensor queries = at::stack(layer.queries).to(at::kFloat);                 // (n, heads, head_dim)
  const at::Tensor keys = layer.keys.narrow(1, 0, m).to(at::kFloat).transpose(1, 2);  // (kv, head_dim, m)
  at::Tensor scores;                                                                  // (chosen heads, n, m)
  if (options_.heads.empty()) {
    // The query heads that share a key head stand below each other.
    const at::Tensor grouped = queries.view({positions, keys.size(0), share_, queries.size(2)})
                                   .permute({1, 2, 0, 3})
                                   .reshape({keys.size(0), share_ * positions, queries.size(2)});
    scores = at::bmm(grouped, keys).view({keys.size(0) * share_, positions, m});
  } else {
    const at::Tensor heads =
        at::tensor(options_.heads, at::TensorOptions(at::kLong).device(queries.device()));
    const at::Tensor of_heads = queries.index_select(1, heads).transpose(0, 1);
    const at::Tensor shared =
        at::tensor(key_heads(options_.heads, share_), at::TensorOptions(at::kLong).device(queries.device()));
    scores = at::bmm(of_heads, keys.index_select(0, shared));
  }
  scores.mul_(scale_);
  // Each position sees those up to itself.
  for (std::int64_t i = 0; i < positions; ++i) {
    const std::int64_t sees = seen_[static_cast<std::size_t>(i)];
    if (sees < m)
      scores.select(1, i).narrow(1, sees, m - sees).fill_(-std::numeric_limits<float>::infinity());
  }
  const at::Tensor weights = at::softmax(scores, -1);
  std::vector<at::Tensor> kept;
  for (const PositionSpan& span : options_.columns)
    kept.push_back(weights.narrow(2, span.begin, span.end - span.begin));
  return at::cat(kept, 2).mean(0);
}

void AttentionRecorder::finish(std::vector<float>& values) {
  if (seen_.empty()) return;
  std::vector<at::Tensor> rows;
  for (Layer& layer : layers_) {
    rows.push_back(attention(layer));
    layer.queries.clear();
  }
  seen_.clear();
  keep(at::stack(rows, 1), values);  // (positions, layers, columns)
}

void AttentionRecorder::append(const at::Tensor& attention, std::vector<float>& values) {
  finish(values);
  TORCH_INTERNAL_ASSERT(attention.dim() == 3 && attention.size(2) == columns_ &&
                            attention.size(1) == static_cast<std::int64_t>(layers_.size()),
                        "expected (n, ", layers_.size(), ", ", columns_, "), found ", attention.sizes());
  keep(attention, values);
}

void AttentionRecorder::keep(at::Tensor attention, std::vector<float>& values) const {
  if (!options_.per_layer) attention = attention.mean(1);
  attention = attention.to(at::kCPU).contiguous();
  values.insert(values.end(), attention.data_ptr<float>(), attention.data_ptr<float>() + attention.numel());
}

}  // namespace vp::llm
