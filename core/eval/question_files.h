#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

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

/// Which part of a benchmark one of several processes does.
struct Chunk {
  std::int64_t count = 1;  ///< parts
  std::int64_t index = 0;  ///< from 0 on

  /// Throws Error(Usage).
  void validate() const;
};

/// The questions of a chunk, as the authors cut: consecutive, ceil(n / count) a chunk, so that the last ones
/// may be smaller or empty.
std::vector<Question> questions_of(const std::vector<Question>& all, const Chunk& chunk);

}  // namespace vp::eval
