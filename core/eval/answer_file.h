#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "base/progress.h"
#include "eval/answer_questions.h"
#include "eval/predictions_file.h"

namespace vp::eval {

/// Answers those of the request's questions that the file has no answer to, and gives all predictions, in the
/// order of the file. `model` is called where there is one to ask. `on_count` hears how many are there, from
/// the beginning on. Throws Error(Usage) where the file was begun with another model or other frames, and
/// what answer_questions() throws, behind which the file has every prediction too. `name` is the file's, for
/// what is said of it.
std::vector<Prediction> answer_into(
    PredictionsFile& file, const std::filesystem::path& name, EvaluationRequest request,
    const std::function<jobs::AskedModel&()>& model,
    const std::function<void(std::int64_t done, std::int64_t total)>& on_count, base::Progress& progress,
    const std::stop_token& stop = {});

}  // namespace vp::eval
