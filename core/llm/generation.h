#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/progress.h"
#include "llm/attention_recorder.h"
#include "llm/decoder.h"
#include "llm/generation_options.h"
#include "llm/kv_cache.h"

namespace vp::llm {

/// What a generation gave.
struct Generation {
  std::vector<std::int64_t> ids;         ///< new tokens without the end token
  std::vector<float> log_probabilities;  ///< of each of `ids` under the model at temperature 1
  /// With a recorder: for each of `ids` what the position that produced it attended to, (ids, rows, columns).
  std::vector<float> attention;
  /// The end token that the model said, one of its config's; without one the length limit, the context or a
  /// stop ended the answer.
  std::optional<std::int64_t> end_id;
  bool stopped = false;        ///< by the user or a GPU's failure; `ids` holds what came before
  bool device_failed = false;  ///< the GPU did; the cache holds nothing that can be used
  bool repeated = false;       ///< in a loop, of which `ids` holds one period
  double prefill_ms = 0;
  double first_token_ms = 0;  ///< from the call to the first token
  double generate_ms = 0;     ///< from the first to the last token
};

class TokenStream;

/// What an answer leaves for the next one of the same decoder in the same cache: on a GPU the captured step.
struct KeptGeneration {
  std::shared_ptr<TokenStream> stream;
};

/// Prefills `embeddings` (n, hidden_size) behind what the cache holds and generates until an end token, the
/// limit, the end of the cache, a loop or a stop. `on_token` is called for each token of `ids` in their
/// order, as it comes or, for one that may be the repetition of a loop, as soon as it is known that it is
/// none. Afterwards the cache holds the prompt and every token of `ids`, but for the last one when there is
/// no `end_id` and no loop (it has not been fed); a stop during prefill throws Error(Stopped) and leaves the
/// cache as it was. `recorder` may be null; what it records changes nothing else. `kept`
/// may be null, and lives no longer than the decoder and the cache.
Generation generate(const Decoder& decoder, KvCache& cache, const at::Tensor& embeddings,
                    const GenerationOptions& options, const std::function<void(std::int64_t)>& on_token,
                    base::Progress& progress, const std::stop_token& stop,
                    AttentionRecorder* recorder = nullptr, KeptGeneration* kept = nullptr);

}  // namespace vp::llm
