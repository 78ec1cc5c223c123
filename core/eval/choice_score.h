#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "eval/interval.h"
#include "eval/prediction.h"

namespace vp::eval {

/// How many multiple-choice questions are right, by each way of reading what the model says. A question that
/// could not be asked counts as wrong everywhere.
struct ChoiceScore {
  std::string name;         ///< of the type or the group by duration; empty for all, and where there is none
  std::int64_t total = 0;   ///< questions
  std::int64_t errors = 0;  ///< that could not be asked
  std::int64_t unread = 0;  ///< whose answer names no option; they count as wrong and are never guessed
  std::int64_t right = 0;   ///< by what the answer names
  std::int64_t scored = 0;  ///< that have likelihoods
  std::int64_t right_letter = 0;     ///< of `scored`: whose right letter is the likeliest
  std::int64_t right_text = 0;       ///< … whose right text is, summed over its tokens
  std::int64_t right_text_mean = 0;  ///< … whose right text is, a token on average
  double by_chance = 0;          ///< expected of choosing blindly: the sum of one over the number of options
  std::int64_t blind = 0;        ///< of these questions, that were asked without the film
  std::int64_t blind_right = 0;  ///< of `blind`, by what the answer names
  Interval interval{};           ///< of right / total, see interval_by_films()

  double share() const { return total == 0 ? 0 : static_cast<double>(right) / static_cast<double>(total); }
  double chance() const { return total == 0 ? 0 : by_chance / static_cast<double>(total); }
};

struct ChoiceScores {
  ChoiceScore overall;
  std::vector<ChoiceScore> by_type;      ///< in the order of their names; empty where there are no types
  std::vector<ChoiceScore> by_duration;  ///< the same
  double mean_of_types = 0;              ///< of their shares, as MVBench and MLVU give it
  std::vector<std::int64_t> said;        ///< how often each option's letter was said, from A on
  std::vector<std::int64_t> expected;    ///< how often it is right
};

/// `blind`: predictions about the same questions that were asked without the film; empty where there are
/// none.
ChoiceScores score_choices(std::span<const Prediction> predictions, std::span<const Prediction> blind = {});

}  // namespace vp::eval
