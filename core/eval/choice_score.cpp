#include "eval/choice_score.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "eval/choices.h"

namespace vp::eval {
namespace {

bool is_right(const Prediction& prediction) {
  const auto said = read_choice(prediction.answer, prediction.question.options);
  return prediction.error.empty() && said && static_cast<std::int64_t>(*said) == prediction.question.right;
}

std::int64_t likeliest(std::span<const double> values) {
  return std::max_element(values.begin(), values.end()) - values.begin();
}

std::vector<double> means(const OptionLikelihoods& likelihoods) {
  std::vector<double> values = likelihoods.texts;
  for (std::size_t i = 0; i < values.size() && i < likelihoods.tokens.size(); ++i)
    values[i] /= static_cast<double>(std::max<std::int64_t>(1, likelihoods.tokens[i]));
  return values;
}

class Group {
 public:
  void add(const Prediction& prediction, const Prediction* blind) {
    const Question& question = prediction.question;
    ++score_.total;
    score_.by_chance += 1 / static_cast<double>(question.options.size());
    const bool right = is_right(prediction);
    results_.push_back({question.video_name, right ? 1.0 : 0.0});
    if (right) ++score_.right;
    if (!prediction.error.empty())
      ++score_.errors;
    else if (!read_choice(prediction.answer, question.options))
      ++score_.unread;
    if (prediction.error.empty() && prediction.likelihoods.letters.size() == question.options.size()) {
      ++score_.scored;
      if (likeliest(prediction.likelihoods.letters) == question.right) ++score_.right_letter;
      if (likeliest(prediction.likelihoods.texts) == question.right) ++score_.right_text;
      if (likeliest(means(prediction.likelihoods)) == question.right) ++score_.right_text_mean;
    }
    if (blind != nullptr) {
      ++score_.blind;
      if (is_right(*blind)) ++score_.blind_right;
    }
  }
  ChoiceScore finish(const std::string& name) {
    score_.name = name;
    score_.interval = interval_by_films(results_);
    return score_;
  }

 private:
  ChoiceScore score_;
  std::vector<FilmResult> results_;
};

std::vector<ChoiceScore> finish_all(std::map<std::string, Group>& groups) {
  std::vector<ChoiceScore> scores;
  if (groups.size() == 1 && groups.begin()->first.empty()) return scores;
  for (auto& [name, group] : groups) scores.push_back(group.finish(name));
  return scores;
}

void count(std::vector<std::int64_t>& counts, std::size_t place) {
  if (counts.size() <= place) counts.resize(place + 1);
  ++counts[place];
}

}  // namespace

ChoiceScores score_choices(std::span<const Prediction> predictions, std::span<const Prediction> blind) {
  std::unordered_map<std::string_view, const Prediction*> blind_by_id;
  for (const Prediction& prediction : blind) blind_by_id.emplace(prediction.question.id.text, &prediction);
  Group all;
  std::map<std::string, Group> types, durations;
  ChoiceScores scores;
  for (const Prediction& prediction : predictions) {
    const Question& question = prediction.question;
    if (!question.is_choice()) continue;
    const auto found = blind_by_id.find(question.id.text);
    const Prediction* without = found == blind_by_id.end() ? nullptr : found->second;
    all.add(prediction, without);
    types[question.type].add(prediction, without);
    durations[question.duration].add(prediction, without);
    count(scores.expected, static_cast<std::size_t>(question.right));
    if (const auto said = read_choice(prediction.answer, question.options); said && prediction.error.empty())
      count(scores.said, *said);
  }
  const std::size_t letters = std::max(scores.said.size(), scores.expected.size());
  scores.said.resize(letters);
  scores.expected.resize(letters);
  scores.overall = all.finish({});
  scores.by_type = finish_all(types);
  scores.by_duration = finish_all(durations);
  for (const ChoiceScore& type : scores.by_type)
    scores.mean_of_types += type.share() / static_cast<double>(scores.by_type.size());
  return scores;
}

}  // namespace vp::eval
