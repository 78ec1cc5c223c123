#include "llm/generation_options.h"

#include "base/error.h"
#include "llm/repetition.h"

namespace vp::llm {

void GenerationOptions::validate() const {
  if (max_new_tokens < 1) {
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The number of new tokens is %1; it must be at least 1.", max_new_tokens));
  }
  sampling.validate();
  RepetitionPenalty{repetition_penalty};
}

}  // namespace vp::llm
