#pragma once

// What generating and recording are asked for, for the engine's own files.
#include <vector>

#include "engine/turn.h"
#include "llm/attention_recorder.h"
#include "llm/generation.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// `prompt`: the ids before the answer, of which the frames' marks are no tokens.
llm::GenerationOptions generation_options(const AskOptions& options,
                                          const std::vector<text::TokenId>& prompt);

/// `columns`: the positions whose attention is kept.
llm::RecordOptions record_options(const AttentionRecording& recording,
                                  std::vector<llm::PositionSpan> columns);

}  // namespace vp::engine
