#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

#include "llm/attention_recorder.h"
#include "llm/decoder.h"
#include "llm/kv_cache.h"

namespace vp::llm {

/// One new token after the other on a GPU, without a word from the host: the token's id, its position, how
/// much of the cache is filled, what was said and where the model looked lie in the device's memory, so that
/// every step of every answer is the same launches, and one that was captured serves all. There with VP_CUDA
/// only.
class DecodeStep {
 public:
  /// What the launches depend on.
  struct Form {
    double temperature = 0, top_p = 1;  ///< see SamplingOptions
    double repetition_penalty = 1;      ///< see RepetitionPenalty
    RecordOptions record;               ///< as AttentionRecorder::options(); without columns nothing is kept

    bool operator==(const Form&) const = default;
  };
  /// So many steps' rows of attention are kept before the next one takes the first one's place.
  static constexpr std::int64_t kRows = 64;

  /// Both stay where they are for as long as this lives.
  DecodeStep(const Decoder& decoder, KvCache& cache, Form form);

  const Form& form() const { return form_; }

  /// Begins an answer behind what the cache holds: `first` is its first token; `draws` are numbers from [0,
  /// 1), one for each step that will be run, unused at temperature 0; `said` are the tokens that the penalty
  /// counts, of which those outside the vocabulary are left out.
  void begin(std::int64_t first, const std::vector<double>& draws, std::span<const std::int64_t> said);

  /// Queues one step: feeds the token, writes its keys and values, and chooses the next one. Nothing is
  /// waited for. What would lie behind the cache's end is not written; the cache's own length is the
  /// caller's to advance.
  void run();

  /// (2) int32 on the device: the token that the last step chose, or -1 where no logit was finite, and the
  /// bits of its log-probability at temperature 1, a float32.
  const at::Tensor& chosen() const { return chosen_; }

  /// (kRows, layers, columns) float32 on the device: what each of the last steps attended to, the mean of
  /// the heads; the answer's step n in row n % kRows. Undefined where nothing is recorded.
  const at::Tensor& rows() const { return rows_; }

 private:
  at::Tensor run_layers();  // -> (1, hidden_size), after the final norm
  void prepare_recording();

  const Decoder& decoder_;
  KvCache& cache_;
  const Form form_;
  at::Tensor chosen_;                  // (2) int32: id, log-probability
  at::Tensor token_;                   // (1) int32, the first of them
  at::Tensor log_probability_;         // (1) float32, the second
  at::Tensor position_, length_;       // (1) int32, of the token; with it
  at::Tensor draws_, draw_, uniform_;  // (capacity) float64; (1) int32; (1) float64
  at::Tensor said_;                    // (vocab_size) uint8
  Rotation rotation_;                  // of all positions of the cache

  std::vector<std::int64_t> place_of_layer_;  // in a row; -1: not recorded
  at::Tensor columns_, heads_;                // int32: positions; heads that are averaged over
  at::Tensor row_, rows_, slot_;              // (layers, columns), (kRows, layers, columns); (1) int64
};

}  // namespace vp::llm
