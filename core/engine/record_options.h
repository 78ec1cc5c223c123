#pragma once

// What recording is asked for, for the engine's own files.
#include <vector>

#include "engine/turn.h"
#include "llm/attention_recorder.h"

namespace vp::engine {

/// `columns`: the positions whose attention is kept.
llm::RecordOptions record_options(const AttentionRecording& recording,
                                  std::vector<llm::PositionSpan> columns);

}  // namespace vp::engine
