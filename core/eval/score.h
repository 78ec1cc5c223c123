#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "eval/interval.h"
#include "eval/prediction.h"

namespace vp::eval {

/// How many answers of one type are right.
struct Score {
  std::string type;         ///< empty for questions without one
  std::int64_t total = 0;   ///< questions
  std::int64_t right = 0;   ///< equal to the expected answer after normalisation
  std::int64_t errors = 0;  ///< questions that could not be asked; they count as wrong
  /// Questions that always giving each type's commonest expected answer gets right.
  std::int64_t right_by_chance = 0;
  Interval interval{};  ///< of right / total, see interval_by_films()

  double percent() const;  ///< 0 for no question
  double chance_percent() const;
};

struct Scores {
  Score overall;
  std::vector<Score> by_type;  ///< in the order of the types' names
};

Scores score(std::span<const Prediction> predictions);

}  // namespace vp::eval
