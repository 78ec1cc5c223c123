#pragma once

// Scoring an answer with frames cut off, for the engine's own files.
#include <cstdint>
#include <stop_token>
#include <vector>

#include "base/progress.h"
#include "engine/encoded_video.h"
#include "engine/knockout.h"
#include "engine/model.h"
#include "engine/turn.h"
#include "llm/attention_recorder.h"
#include "llm/kv_cache.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// What is computed to knock an answer's frames out.
struct KnockoutPlan {
  std::vector<text::TokenId> ahead;  ///< positions before the question's, see positions_of()
  std::vector<text::TokenId> rows;   ///< behind them: the question's, and the answer's but for its last token
  std::vector<std::int64_t> answer;  ///< its tokens
  bool end = false;                  ///< the last of them ends the answer
  std::vector<llm::PositionSpan> frames;  ///< where each sampled frame's tokens stand
  evidence::LayerRange layers;
};

/// Of a turn: its tokens, with the end token where it said one; where they are not known, or not all of them
/// are this model's, its text, which has no end. `prompt`: the ids up to where its answer begins, of which
/// those of `ahead` stand before any question. `first`: its turn begins with the opening. Throws Error(Usage)
/// for an answer without tokens, for one that has no room in the context, and for layers that the decoder
/// does not have.
KnockoutPlan plan_knockout(const Model& model, const EncodedVideo& video, const Turn& turn,
                           const std::vector<text::TokenId>& prompt, const std::vector<text::TokenId>& ahead,
                           bool first, const KnockoutOptions& options);

/// `cache` holds the positions ahead, and is left as it was. Scores the answer once as it is, and once for
/// each frame with the attention of all rows to it cut; several go through the weights together. Reports
/// Phase::Measure in times that the answer was scored. Throws Error(Stopped).
evidence::FrameKnockout knock_out(const Model& model, llm::KvCache& cache, const KnockoutPlan& plan,
                                  base::Progress& progress, const std::stop_token& stop);

}  // namespace vp::engine
