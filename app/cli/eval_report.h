#pragma once

#include <span>
#include <string>

#include "eval/benchmark.h"
#include "eval/prediction.h"

namespace vp::cli {

/// A benchmark's questions and films as they were found, for people: how many there are beside the published
/// number, and of each finding the first `most`.
std::string findings_text(const eval::Benchmark& benchmark, std::size_t most);
/// The same as a line of JSON, with all findings that were kept.
std::string findings_json(const eval::Benchmark& benchmark);

/// The score of predictions as a table or as one JSON object; `blind`: about the same questions without the
/// film, empty where they were not asked.
std::string scores_text(std::span<const eval::Prediction> predictions,
                        std::span<const eval::Prediction> blind);
std::string scores_json(std::span<const eval::Prediction> predictions,
                        std::span<const eval::Prediction> blind);

}  // namespace vp::cli
