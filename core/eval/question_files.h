#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

#include "base/chunk.h"

#include "eval/prediction.h"

namespace vp::eval {

/// Reads a benchmark in the layout of Video-ChatGPT and Video-LLaVA: JSON arrays of
///   {"video_name", "question", "question_id"}   (questions) and
///   {"answer", "question_id", "type"}           (answers; "type" is optional).
/// An id and a type may be texts or whole numbers; an answer may be a number or a truth value too. Answers
/// are found by id. Throws Error(Usage) for a broken entry, an id that is there twice or has no answer, and
/// files without a question; a benchmark of which some is missing measures something else. Error(Stopped).
std::vector<Question> read_questions(const std::filesystem::path& questions_file,
                                     const std::filesystem::path& answers_file,
                                     const std::stop_token& stop = {});

/// The questions of a chunk, as the authors cut (see base::Chunk::range()). Throws Error(Usage).
std::vector<Question> questions_of(const std::vector<Question>& all, const base::Chunk& chunk);

}  // namespace vp::eval
