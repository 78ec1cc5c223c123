#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "checkpoint/model_config.h"
#include "kernels/tensor_source.h"
#include "llm/decoder_layer.h"
#include "llm/kv_cache.h"
#include "llm/rms_norm.h"
#include "llm/rope.h"

namespace vp::llm {

/// A LLaMA (Touvron et al., 2023) or Qwen2 decoder. Weight names: model.embed_tokens, model.layers.N.*,
/// model.norm, lm_head (absent when tied). The residual stream and the norms are float32 in every precision.
class Decoder {
 public:
  Decoder(const checkpoint::DecoderConfig& config, kernels::TensorSource& weights);

  const checkpoint::DecoderConfig& config() const { return config_; }

  /// (n) ids -> (n, hidden_size) in the dtype of the arithmetic. Throws Error(Checkpoint) for an id outside
  /// the vocabulary.
  at::Tensor embed(std::span<const std::int64_t> ids) const;

  /// Appends the (n, hidden_size) embeddings to the cache's positions and returns the last position's state
  /// after the final norm, (1, hidden_size); with `all_positions`, every new position's, (n, hidden_size).
  /// Long inputs are taken in chunks, so a stop takes effect within a fraction of a second; the cache is then
  /// left as it was before the call and Error(Stopped) is thrown. Progress is reported as Phase::Prefill when
  /// n > 1. Throws Error(Usage) when the cache has no room. Where gradients are recorded there is one chunk,
  /// and they flow to the embeddings and the weights, but not to positions of earlier calls. `recorder`,
  /// where there is one, observes the last new position in every layer.
  at::Tensor forward(const at::Tensor& embeddings, KvCache& cache, base::Progress& progress,
                     const std::stop_token& stop, bool all_positions = false,
                     AttentionRecorder* recorder = nullptr) const;

  /// Continuations of the cache's positions that do not see each other, in one pass through the weights:
  /// `lengths` of the (n, hidden_size) embeddings one after the other, none of them 0. Returns every one's
  /// state after the final norm, (n, hidden_size). The cache's positions stay as they are. `hidden` is empty,
  /// or says for each branch which of them it does not see. Throws Error(Usage) when the longest does not
  /// fit, Error(Stopped).
  at::Tensor forward_branches(const at::Tensor& embeddings, std::span<const std::int64_t> lengths,
                              KvCache& cache, const std::stop_token& stop,
                              std::span<const HiddenPositions> hidden = {}) const;

  /// Rows that go through the layers together where these embeddings lie.
  std::int64_t rows_at_once(const at::Tensor& embeddings) const;

  /// Several sequences at once, for training: embeddings (N, hidden_size) of all of them one below the other,
  /// each row at its own position of `positions` (N). Returns the num_hidden_layers + 1 hidden states that
  /// Hugging Face's models return, each (N, hidden_size): 0 is the embeddings, the last is after the final
  /// norm. Differentiable.
  std::vector<at::Tensor> forward_packed(const at::Tensor& embeddings, const at::Tensor& positions,
                                         std::span<const kernels::PackedSequence> sequences) const;

  /// (n, hidden_size) -> (n, spoken_tokens()) float32.
  at::Tensor logits(const at::Tensor& states) const;

  /// Parameters in elements.
  std::int64_t parameter_count() const;

 private:
  friend class DecodeStep;  // the same on a GPU, a token at a time

  checkpoint::DecoderConfig config_;
  at::ScalarType dtype_;                // of the arithmetic, and of embed()
  kernels::WeightMatrix embed_tokens_;  // (vocab_size, hidden_size), in one piece
  std::vector<DecoderLayer> layers_;
  RmsNorm norm_;
  kernels::WeightMatrix lm_head_;  // (spoken_tokens(), hidden_size); embed_tokens_ itself when tied
  Rope rope_;
};

}  // namespace vp::llm
