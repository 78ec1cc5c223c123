#include "llm/attention_recorder.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "base/error.h"
#include "kernels/linear.h"

namespace vp::llm {
namespace {

void check_numbers(const std::vector<std::int64_t>& numbers, std::int64_t count, const std::string& what) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] < 0 || numbers[i] >= count) {
      throw base::Error(base::ErrorCode::Usage, "The decoder has no " + what + " " +
                                                    std::to_string(numbers[i]) + "; it has " +
                                                    std::to_string(count) + ", counted from 0.");
    }
    if (i > 0 && numbers[i] <= numbers[i - 1]) {
      throw base::Error(base::ErrorCode::Usage, "The " + what + "s to record must be given in ascending " +
                                                    "order and each once; found " +
                                                    std::to_string(numbers[i - 1]) + " before " +
                                                    std::to_string(numbers[i]) + ".");
    }
  }
}

std::vector<std::int64_t> all_when_empty(std::vector<std::int64_t> numbers, std::int64_t count) {
  if (!numbers.empty()) return numbers;
  numbers.resize(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

void RecordOptions::validate(const checkpoint::DecoderConfig& config) const {
  check_numbers(layers, config.num_hidden_layers, "layer");
  check_numbers(heads, config.num_attention_heads, "attention head");
}

AttentionRecorder::AttentionRecorder(const checkpoint::DecoderConfig& config, RecordOptions options)
    : options_(std::move(options)),
      row_of_layer_(static_cast<std::size_t>(config.num_hidden_layers), -1),
      share_(config.num_attention_heads / config.num_key_value_heads) {
  options_.validate(config);
  options_.layers = all_when_empty(std::move(options_.layers), config.num_hidden_layers);
  options_.heads = all_when_empty(std::move(options_.heads), config.num_attention_heads);
  layers_ = static_cast<std::int64_t>(options_.layers.size());
  for (std::size_t i = 0; i < options_.layers.size(); ++i) {
    row_of_layer_[static_cast<std::size_t>(options_.layers[i])] =
        options_.per_layer ? static_cast<std::int64_t>(i) : 0;
  }
  for (const PositionSpan& span : options_.columns) columns_ += span.end - span.begin;
  observed_.resize(static_cast<std::size_t>(rows()));
}

void AttentionRecorder::observe(std::int64_t layer, const at::Tensor& query, const at::Tensor& keys,
                                double scale) {
  const std::int64_t row = row_of_layer_.at(static_cast<std::size_t>(layer));
  if (row < 0 || columns_ == 0) return;
  std::vector<at::Tensor> scores;
  scores.reserve(options_.heads.size());
  for (const std::int64_t head : options_.heads)
    scores.push_back(kernels::linear_to_float(query.narrow(0, head, 1), keys.select(0, head / share_)));
  const at::Tensor weights = at::softmax(at::cat(scores) * scale, -1);  // (chosen heads, m)
  std::vector<at::Tensor> kept;
  for (const PositionSpan& span : options_.columns)
    kept.push_back(weights.narrow(1, span.begin, span.end - span.begin));
  at::Tensor mean = at::cat(kept, 1).mean(0);  // (columns)
  if (!options_.per_layer) mean.div_(static_cast<double>(layers_));
  at::Tensor& sum = observed_[static_cast<std::size_t>(row)];
  if (sum.defined())
    sum.add_(mean);
  else
    sum = mean;
}

void AttentionRecorder::move_to(std::vector<float>& values) {
  for (at::Tensor& row : observed_) {
    if (columns_ == 0) continue;
    TORCH_INTERNAL_ASSERT(row.defined(), "a layer was not observed");
    const at::Tensor on_cpu = row.to(at::kCPU).contiguous();
    values.insert(values.end(), on_cpu.data_ptr<float>(), on_cpu.data_ptr<float>() + columns_);
  }
  discard();
}

void AttentionRecorder::discard() {
  for (at::Tensor& row : observed_) row.reset();
}

}  // namespace vp::llm
