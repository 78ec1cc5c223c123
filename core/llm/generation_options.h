#pragma once

#include <cstdint>
#include <vector>

#include "llm/sampling.h"

namespace vp::llm {

struct GenerationOptions {
  std::int64_t max_new_tokens = 1024;
  SamplingOptions sampling;
  bool repetition_guard = true;  ///< a loop ends the answer, see RepetitionGuard
  double repetition_penalty =
      1.0;  ///< of the tokens of `prompt_ids` and of the answer, see RepetitionPenalty
  std::vector<std::int64_t> prompt_ids;  ///< what stands before the answer as tokens of the vocabulary

  /// Throws Error(Usage): max_new_tokens must be at least 1; see SamplingOptions and RepetitionPenalty.
  void validate() const;
};

}  // namespace vp::llm
