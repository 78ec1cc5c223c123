#pragma once

// What generating and recording are asked for, for the engine's own files.
#include <vector>

#include "engine/turn.h"
#include "llm/attention_recorder.h"
#include "llm/generation.h"

namespace vp::engine {

llm::GenerationOptions generation_options(const AskOptions& options);

/// `columns`: the positions whose attention is kept.
llm::RecordOptions record_options(const AttentionRecording& recording,
                                  std::vector<llm::PositionSpan> columns);

}  // namespace vp::engine
