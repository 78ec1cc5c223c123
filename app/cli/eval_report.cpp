#include "eval_report.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/message_text.h"
#include "eval/choice_score.h"
#include "eval/choices.h"
#include "eval/score.h"

namespace vp::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kKindNames[eval::kFindingKinds] = {
    "missing films", "duplicate ids", "unreadable entries", "other split", "not read"};
constexpr const char* kKindKeys[eval::kFindingKinds] = {"missing_films", "duplicate_ids",
                                                        "unreadable_entries", "other_split", "not_read"};

std::string line_of(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string padded(const std::string& name) {
  std::string shown = name.empty() ? "(none)" : base::for_message(name, 30);
  shown.resize(std::max<std::size_t>(shown.size(), 24), ' ');
  return shown;
}

Json to_json(const eval::Interval& interval) {
  return {100 * interval.low, 100 * interval.high};
}

Json to_json(const eval::Score& score) {
  return {{"right", score.right},
          {"total", score.total},
          {"errors", score.errors},
          {"percent", score.percent()},
          {"interval_percent", to_json(score.interval)},
          {"chance_percent", score.chance_percent()}};
}

double percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

Json to_json(const eval::ChoiceScore& score) {
  Json object{{"right", score.right},
              {"total", score.total},
              {"errors", score.errors},
              {"no_option_named", score.unread},
              {"percent", 100 * score.share()},
              {"interval_percent", to_json(score.interval)},
              {"chance_percent", 100 * score.chance()}};
  if (score.scored > 0)
    object["by_likelihood"] = {{"scored", score.scored},
                               {"letter_percent", percent(score.right_letter, score.scored)},
                               {"text_percent", percent(score.right_text, score.scored)},
                               {"text_a_token_percent", percent(score.right_text_mean, score.scored)}};
  if (score.blind > 0)
    object["blind"] = {{"asked", score.blind},
                       {"right", score.blind_right},
                       {"percent", percent(score.blind_right, score.blind)}};
  return object;
}

std::string open_row(const std::string& name, const eval::Score& score) {
  char numbers[128];
  std::snprintf(numbers, sizeof numbers, "%10lld%10lld%10.1f  %5.1f to %5.1f%10.1f\n",
                static_cast<long long>(score.right), static_cast<long long>(score.total), score.percent(),
                100 * score.interval.low, 100 * score.interval.high, score.chance_percent());
  return padded(name) + numbers;
}

std::string cell(std::int64_t part, std::int64_t whole) {
  char text[24];
  if (whole == 0) return "         -";
  std::snprintf(text, sizeof text, "%10.1f", percent(part, whole));
  return text;
}

std::string choice_row(const std::string& name, const eval::ChoiceScore& score) {
  char numbers[128];
  std::snprintf(numbers, sizeof numbers, "%8lld%8lld%9.1f  %5.1f to %5.1f%8.1f",
                static_cast<long long>(score.right), static_cast<long long>(score.total), 100 * score.share(),
                100 * score.interval.low, 100 * score.interval.high, 100 * score.chance());
  return padded(name) + numbers + cell(score.blind_right, score.blind) +
         cell(score.right_letter, score.scored) + cell(score.right_text, score.scored) +
         cell(score.right_text_mean, score.scored) + "\n";
}

std::string open_text(std::span<const eval::Prediction> predictions) {
  const eval::Scores scores = eval::score(predictions);
  std::string text = "type                         right     total   percent    95 % interval    chance\n";
  const bool typed =
      scores.by_type.size() > 1 || (scores.by_type.size() == 1 && !scores.by_type[0].type.empty());
  if (typed)
    for (const eval::Score& score : scores.by_type) text += open_row(score.type, score);
  text += open_row("all", scores.overall);
  if (scores.overall.errors > 0)
    text += std::to_string(scores.overall.errors) + " could not be asked and count as wrong.\n";
  return text;
}

std::string letters_text(const char* what, const std::vector<std::int64_t>& counts) {
  std::string text = what;
  for (std::size_t i = 0; i < counts.size(); ++i)
    text += (i == 0 ? " " : ", ") + eval::letter_of(i) + " " + std::to_string(counts[i]);
  return text;
}

std::string choice_text(std::span<const eval::Prediction> predictions,
                        std::span<const eval::Prediction> blind) {
  const eval::ChoiceScores scores = eval::score_choices(predictions, blind);
  std::string text =
      "                                                                                  likeliest option "
      "by\n"
      "type                       right   total  percent    95 % interval  chance     blind    letter      "
      "text"
      " text/token\n";
  for (const eval::ChoiceScore& score : scores.by_type) text += choice_row(score.name, score);
  for (const eval::ChoiceScore& score : scores.by_duration)
    text += choice_row("duration " + score.name, score);
  text += choice_row("all", scores.overall);
  char line[96];
  if (scores.by_type.size() > 1) {
    std::snprintf(line, sizeof line, "Mean of the %zu types: %.1f.\n", scores.by_type.size(),
                  100 * scores.mean_of_types);
    text += line;
  }
  text += letters_text("Letters said:", scores.said) + ", none " + std::to_string(scores.overall.unread) +
          "; " + letters_text("right:", scores.expected) + ".\n";
  if (scores.overall.unread > 0)
    text += std::to_string(scores.overall.unread) + " answers name no option and count as wrong.\n";
  if (scores.overall.errors > 0)
    text += std::to_string(scores.overall.errors) + " could not be asked and count as wrong.\n";
  if (scores.overall.blind < scores.overall.total)
    text += "Blind: " + std::to_string(scores.overall.blind) + " of " + std::to_string(scores.overall.total) +
            " were asked without the film; run the same command with --blind for the others.\n";
  return text;
}

bool is_choice(std::span<const eval::Prediction> predictions) {
  return std::any_of(predictions.begin(), predictions.end(),
                     [](const eval::Prediction& prediction) { return prediction.question.is_choice(); });
}

template <typename Score>
Json by_name(const std::vector<Score>& scores, const std::string Score::*name) {
  Json object = Json::object();
  for (const Score& score : scores) object[score.*name] = to_json(score);
  return object;
}

}  // namespace

std::string findings_text(const eval::Benchmark& benchmark, std::size_t most) {
  std::string text = std::string(benchmark.layout->title) + ": " + benchmark.size_text() + ".\n";
  for (std::size_t kind = 0; kind < eval::kFindingKinds; ++kind) {
    if (benchmark.counts[kind] == 0) continue;
    text += std::string(kKindNames[kind]) + ": " + std::to_string(benchmark.counts[kind]) + "\n";
    std::size_t listed = 0;
    for (const eval::Finding& finding : benchmark.findings) {
      if (static_cast<std::size_t>(finding.kind) != kind || listed == most) continue;
      text += "  " + finding.what + "\n";
      ++listed;
    }
    if (listed < static_cast<std::size_t>(benchmark.counts[kind]))
      text +=
          "  … and " + std::to_string(static_cast<std::size_t>(benchmark.counts[kind]) - listed) + " more\n";
  }
  return text;
}

std::string findings_json(const eval::Benchmark& benchmark) {
  Json object{{"benchmark", benchmark.layout->name}, {"questions", benchmark.questions.size()}};
  object["published"] = Json::array();
  for (const eval::Split& split : benchmark.layout->splits)
    if (split.published)
      object["published"].push_back({{"split", split.name}, {"questions", split.questions}});
  for (std::size_t kind = 0; kind < eval::kFindingKinds; ++kind) {
    Json list = Json::array();
    for (const eval::Finding& finding : benchmark.findings)
      if (static_cast<std::size_t>(finding.kind) == kind) list.push_back(finding.what);
    object[kKindKeys[kind]] = {{"count", benchmark.counts[kind]}, {"listed", list}};
  }
  return line_of(object);
}

std::string scores_text(std::span<const eval::Prediction> predictions,
                        std::span<const eval::Prediction> blind) {
  return is_choice(predictions) ? choice_text(predictions, blind) : open_text(predictions);
}

std::string scores_json(std::span<const eval::Prediction> predictions,
                        std::span<const eval::Prediction> blind) {
  if (!is_choice(predictions)) {
    const eval::Scores scores = eval::score(predictions);
    return line_of(
        {{"overall", to_json(scores.overall)}, {"by_type", by_name(scores.by_type, &eval::Score::type)}});
  }
  const eval::ChoiceScores scores = eval::score_choices(predictions, blind);
  Json object{{"overall", to_json(scores.overall)},
              {"by_type", by_name(scores.by_type, &eval::ChoiceScore::name)},
              {"by_duration", by_name(scores.by_duration, &eval::ChoiceScore::name)}};
  if (!scores.by_type.empty()) object["mean_of_types_percent"] = 100 * scores.mean_of_types;
  for (std::size_t i = 0; i < scores.said.size(); ++i) {
    object["letters_said"][eval::letter_of(i)] = scores.said[i];
    object["letters_right"][eval::letter_of(i)] = scores.expected[i];
  }
  return line_of(object);
}

}  // namespace vp::cli
