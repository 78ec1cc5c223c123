#include "engine/generation_options.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "text/prompt.h"

namespace vp::engine {

llm::GenerationOptions generation_options(const AskOptions& options,
                                          const std::vector<text::TokenId>& prompt) {
  llm::GenerationOptions generation;
  generation.max_new_tokens = options.max_new_tokens;
  generation.sampling = {options.temperature, options.top_p, options.seed};
  generation.repetition_guard = options.repetition_guard;
  generation.repetition_penalty = options.repetition_penalty;
  std::copy_if(prompt.begin(), prompt.end(), std::back_inserter(generation.prompt_ids),
               [](text::TokenId id) { return id != text::kFrameMark; });
  return generation;
}

void AskOptions::validate() const {
  if (left_out_turns < 0)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The number of questions that are left out cannot be negative."));
  generation_options(*this, {}).validate();
}

}  // namespace vp::engine
