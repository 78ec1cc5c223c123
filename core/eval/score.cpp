#include "eval/score.h"

#include <algorithm>
#include <map>

#include "eval/answer_normalisation.h"

namespace vp::eval {
namespace {

double share_percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double Score::percent() const {
  return share_percent(right, total);
}

double Score::chance_percent() const {
  return share_percent(right_by_chance, total);
}

Scores score(std::span<const Prediction> predictions) {
  struct OfType {
    Score score;
    std::map<std::string, std::int64_t> expected;  ///< how often each answer is
    std::vector<FilmResult> results;
  };
  std::map<std::string, OfType> types;
  for (const Prediction& prediction : predictions) {
    OfType& type = types[prediction.question.type];
    const std::string expected = normalised(prediction.question.answer);
    ++type.score.total;
    ++type.expected[expected];
    const bool right = prediction.error.empty() && normalised(prediction.answer) == expected;
    if (!prediction.error.empty()) ++type.score.errors;
    if (right) ++type.score.right;
    type.results.push_back({prediction.question.video_name, right ? 1.0 : 0.0});
  }
  std::vector<FilmResult> all;
  Scores scores;
  for (auto& [name, type] : types) {
    type.score.type = name;
    for (const auto& [answer, count] : type.expected)
      type.score.right_by_chance = std::max(type.score.right_by_chance, count);
    scores.overall.total += type.score.total;
    scores.overall.right += type.score.right;
    scores.overall.errors += type.score.errors;
    scores.overall.right_by_chance += type.score.right_by_chance;
    type.score.interval = interval_by_films(type.results);
    all.insert(all.end(), type.results.begin(), type.results.end());
    scores.by_type.push_back(type.score);
  }
  scores.overall.interval = interval_by_films(all);
  return scores;
}

}  // namespace vp::eval
