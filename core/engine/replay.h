#pragma once

// One question asked again of changed visual tokens, for the engine's own files.
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "engine/conversation.h"
#include "engine/model.h"
#include "llm/generation.h"
#include "llm/kv_cache.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// Puts the same question behind the same earlier turns again and again, each time with other tokens in the
/// frames' places. What is computed twice with the same tokens is the same to the bit.
class Replay {
 public:
  /// `longest_answer`: tokens that are to fit behind the prompt. Throws Error(Usage) when a prompt with the
  /// tokens `frames` leaves no room for an answer in the model's context.
  Replay(std::shared_ptr<const Model> model, const std::vector<Turn>& earlier, const std::string& question,
         const std::vector<at::Tensor>& frames, std::int64_t longest_answer);

  /// Prefills the prompt with these tokens of the frame slots, each (n, hidden_size).
  void show(const std::vector<at::Tensor>& frames, base::Progress& progress, const std::stop_token& stop);
  /// The same, and an answer is generated. Throws Error(Stopped) when it is stopped on the way.
  llm::Generation answer(const std::vector<at::Tensor>& frames, const AskOptions& options,
                         base::Progress& progress, const std::stop_token& stop);
  /// The log-probabilities of `ids` as an answer to what was shown last.
  std::vector<float> score(const std::vector<std::int64_t>& ids, base::Progress& progress,
                           const std::stop_token& stop);

 private:
  at::Tensor embeddings(const std::vector<at::Tensor>& frames) const;

  std::shared_ptr<const Model> model_;
  std::vector<text::TokenId> prompt_;  ///< a frame as one mark
  llm::KvCache cache_;
  std::int64_t shown_ = 0;  ///< positions of the prompt
  at::Tensor last_;         ///< (1, hidden_size): its last one
};

}  // namespace vp::engine
