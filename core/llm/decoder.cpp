#include "llm/decoder.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/tensor.h>

#include <algorithm>

#include "base/error.h"
#include "kernels/linear.h"

namespace vp::llm {
namespace {

/// Positions taken through all layers at once. A stop waits for one product: with these sizes at 7B width
/// about 0.1 s on two cores. What unpacks weights for each of them gains from more positions.
std::int64_t chunk_size(const at::Tensor& embeddings, at::ScalarType dtype, bool integers) {
  if (embeddings.is_cuda())
    return 4096;  // a fraction of a second, and attention that counts from the first key
  return dtype == at::kFloat && !integers ? 128 : 256;
}

void check_room(std::int64_t n, const KvCache& cache) {
  if (n <= cache.capacity() - cache.length()) return;
  throw base::Error(base::ErrorCode::Usage,
                    base::message("The conversation needs %1 tokens, but the context has room for %2. Ask "
                                  "a shorter question or start a new conversation.",
                                  cache.length() + n, cache.capacity()));
}

}  // namespace

Decoder::Decoder(const checkpoint::DecoderConfig& config, kernels::TensorSource& weights)
    : config_(config),
      dtype_(c10::typeMetaToScalarType(weights.options().dtype())),
      embed_tokens_(weights.take_matrix("model.embed_tokens.weight", config.vocab_size, config.hidden_size)),
      norm_("model.norm", config.hidden_size, config.rms_norm_eps, weights),
      lm_head_(config.tie_word_embeddings
                   ? embed_tokens_
                   : weights.take_matrix("lm_head.weight", config.spoken_tokens(), config.hidden_size)),
      rope_(config, embed_tokens_.dense().device()) {
  layers_.reserve(static_cast<std::size_t>(config.num_hidden_layers));
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    layers_.emplace_back("model.layers." + std::to_string(i), i, config, weights);
  }
}

at::Tensor Decoder::embed(std::span<const std::int64_t> ids) const {
  for (const std::int64_t id : ids) {
    if (id < 0 || id >= config_.vocab_size) {
      throw base::Error(base::ErrorCode::Checkpoint,
                        base::message("The token %1 is outside the model's vocabulary of %2 tokens; the "
                                      "tokenizer and the weights do not belong together.",
                                      id, config_.vocab_size));
    }
  }
  const at::Tensor indices = at::tensor(at::ArrayRef<std::int64_t>(ids.data(), ids.size()), at::kLong);
  const at::Tensor& rows = embed_tokens_.dense();
  return at::embedding(rows, indices.to(rows.device())).to(dtype_);
}

at::Tensor Decoder::forward(const at::Tensor& embeddings, KvCache& cache, base::Progress& progress,
                            const std::stop_token& stop, bool all_positions,
                            AttentionRecorder* recorder) const {
  TORCH_INTERNAL_ASSERT(embeddings.dim() == 2 && embeddings.size(1) == config_.hidden_size, "expected (n, ",
                        config_.hidden_size, ") embeddings, found ", embeddings.sizes());
  const std::int64_t n = embeddings.size(0);
  const std::int64_t before = cache.length();
  TORCH_INTERNAL_ASSERT(n > 0);
  check_room(n, cache);

  const bool keeps_graph = at::GradMode::is_enabled();
  const std::int64_t chunk =
      keeps_graph ? n : chunk_size(embeddings, dtype_, layers_.front().multiplies_integers());
  std::vector<at::Tensor> states;
  try {
    for (std::int64_t first = 0; first < n; first += chunk) {
      const std::int64_t size = std::min(chunk, n - first);
      const Rotation rotation = rope_.rotation(cache.length(), size);
      // A copy: the layers add to it in place.
      at::Tensor x = embeddings.narrow(0, first, size).to(at::kFloat, /*non_blocking=*/false, /*copy=*/true);
      AttentionRecorder* const observer = first + size == n ? recorder : nullptr;
      for (const DecoderLayer& layer : layers_) {
        base::throw_if_stopped(stop);
        x = layer.forward(x, rotation, cache, stop, observer);
      }
      cache.advance(size);
      if (all_positions) states.push_back(norm_.forward(x));
      if (!all_positions && first + size == n) states.push_back(norm_.forward(x.narrow(0, size - 1, 1)));
      if (n > 1) progress.report(base::Phase::Prefill, first + size, n);
    }
  } catch (...) {
    cache.truncate(before);
    throw;
  }
  return states.size() == 1 ? states.front() : at::cat(states);
}

at::Tensor Decoder::forward_branches(const at::Tensor& embeddings, std::span<const std::int64_t> lengths,
                                     KvCache& cache, const std::stop_token& stop,
                                     std::span<const HiddenPositions> hidden) const {
  TORCH_INTERNAL_ASSERT(hidden.empty() || hidden.size() == lengths.size());
  const std::int64_t before = cache.length();
  for (const HiddenPositions& cut : hidden)
    TORCH_INTERNAL_ASSERT(0 <= cut.positions.begin && cut.positions.begin <= cut.positions.end &&
                          cut.positions.end <= before);
  const std::int64_t most = rows_at_once(embeddings);
  std::vector<at::Tensor> states;
  std::int64_t first = 0;
  for (std::size_t begin = 0, end = 0; begin < lengths.size(); begin = end) {
    std::int64_t rows = 0;
    std::vector<std::int64_t> positions;
    while (end < lengths.size() && (end == begin || rows + lengths[end] <= most)) {
      check_room(lengths[end], cache);
      for (std::int64_t i = 0; i < lengths[end]; ++i) positions.push_back(before + i);
      rows += lengths[end++];
    }
    const Rotation rotation = rope_.rotation_at(at::tensor(positions, at::kLong).to(embeddings.device()));
    // A copy: the layers add to it in place.
    at::Tensor x = embeddings.narrow(0, first, rows).to(at::kFloat, /*non_blocking=*/false, /*copy=*/true);
    for (const DecoderLayer& layer : layers_) {
      base::throw_if_stopped(stop);
      x = layer.forward_branches(x, rotation, cache, lengths.subspan(begin, end - begin),
                                 hidden.empty() ? hidden : hidden.subspan(begin, end - begin), stop);
    }
    states.push_back(norm_.forward(x));
    first += rows;
  }
  return states.size() == 1 ? states.front() : at::cat(states);
}

std::int64_t Decoder::rows_at_once(const at::Tensor& embeddings) const {
  return chunk_size(embeddings, dtype_, layers_.front().multiplies_integers());
}

std::vector<at::Tensor> Decoder::forward_packed(const at::Tensor& embeddings, const at::Tensor& positions,
                                                std::span<const kernels::PackedSequence> sequences) const {
  const Rotation rotation = rope_.rotation_at(positions);
  std::vector<at::Tensor> states{embeddings.to(at::kFloat)};
  for (const DecoderLayer& layer : layers_)
    states.push_back(layer.forward_packed(states.back(), rotation, sequences));
  states.back() = norm_.forward(states.back());
  return states;
}

at::Tensor Decoder::logits(const at::Tensor& states) const {
  return kernels::linear_to_float(states, lm_head_);
}

std::int64_t Decoder::parameter_count() const {
  std::int64_t count = embed_tokens_.numel() + norm_.parameter_count();
  if (!config_.tie_word_embeddings) count += lm_head_.numel();
  for (const DecoderLayer& layer : layers_) count += layer.parameter_count();
  return count;
}

}  // namespace vp::llm
