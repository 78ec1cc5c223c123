#pragma once

// What interventions and the occlusion check begin with, for the engine's own files.
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/interventions.h"
#include "engine/replay.h"
#include "llm/generation.h"

namespace vp::engine {

/// The ids to score: the answer's, with the end token where the model gave it.
std::vector<std::int64_t> scored_ids(const llm::Generation& said);
std::vector<std::int64_t> scored_ids(const Turn& turn, const checkpoint::DecoderConfig& decoder);

/// Text and tokens of an answer that `replay` has just shown the frames for, with their log-probabilities.
ScoredAnswer score_answer(Replay& replay, const Model& model, const std::vector<std::int64_t>& ids,
                          base::Progress& progress, const std::stop_token& stop);

/// The answer to look into: the one that was given, or a new one. Leaves the unchanged frames shown.
ScoredAnswer unchanged_answer(Replay& replay, const Model& model, const std::vector<at::Tensor>& frames,
                              const ExaminedQuestion& question, base::Progress& progress,
                              const std::stop_token& stop);

/// Tokens that a replay needs room for behind its prompt.
std::int64_t longest_answer(const ExaminedQuestion& question);

/// The ids of scored tokens.
std::vector<std::int64_t> ids_of(const ScoredAnswer& answer);

/// The sum of `changed` less that of the answer's own log-probabilities.
double change_of(const ScoredAnswer& answer, const std::vector<float>& changed);

/// Throws Error(Usage) for a question without text, or an answer without tokens to score.
void check(const ExaminedQuestion& question);

}  // namespace vp::engine
