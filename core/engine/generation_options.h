#pragma once

// What generating is asked for, for the engine's own files.
#include <vector>

#include "engine/turn.h"
#include "llm/generation_options.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// `prompt`: the ids before the answer, of which the frames' marks are no tokens.
llm::GenerationOptions generation_options(const AskOptions& options,
                                          const std::vector<text::TokenId>& prompt);

}  // namespace vp::engine
