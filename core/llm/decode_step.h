#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "llm/decoder.h"
#include "llm/kv_cache.h"
#include "llm/sampling.h"

namespace vp::llm {

/// One new token after the other on a GPU, without a word from the host: the token's id, its position and how
/// much of the cache is filled lie in the device's memory, so that every step is the same launches, and one
/// that was captured serves all. There with VP_CUDA only.
class DecodeStep {
 public:
  /// Both stay where they are for as long as this lives. `first` is a token that follows what the cache
  /// holds; `draws` are numbers from [0, 1), one for each step that will be run, unused at temperature 0.
  DecodeStep(const Decoder& decoder, KvCache& cache, const SamplingOptions& sampling, std::int64_t first,
             const std::vector<double>& draws);

  /// Queues one step: feeds the token, writes its keys and values, and chooses the next one. Nothing is
  /// waited for. What would lie behind the cache's end is not written; the cache's own length is the
  /// caller's to advance.
  void run();

  /// (2) int32 on the device: the token that the last step chose, or -1 where no logit was finite, and the
  /// bits of its log-probability at temperature 1, a float32.
  const at::Tensor& chosen() const { return chosen_; }

 private:
  at::Tensor run_layers();  // -> (1, hidden_size), after the final norm

  const Decoder& decoder_;
  KvCache& cache_;
  double temperature_, top_p_;
  at::Tensor chosen_;                  // (2) int32: id, log-probability
  at::Tensor token_;                   // (1) int32, the first of them
  at::Tensor log_probability_;         // (1) float32, the second
  at::Tensor position_, length_;       // (1) int32, of the token; with it
  at::Tensor draws_, draw_, uniform_;  // (steps) float64; (1) int32; (1) float64
  Rotation rotation_;                  // of all positions of the cache
};

}  // namespace vp::llm
