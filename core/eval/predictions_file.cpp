#include "eval/predictions_file.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/append_file.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/message_text.h"
#include "eval/json_fields.h"
#include "json/document.h"

namespace vp::eval {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{1} << 30;
constexpr std::size_t kLongestLine = std::size_t{4} << 20;
constexpr std::size_t kMostOptions = 26, kMostSpans = 1000;

// What line_of() begins with.
constexpr std::string_view kLineStart = R"({"id":)";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw Error(ErrorCode::Usage, base::untranslated(file.string() + ": " + what));
}

std::vector<double> numbers_of(const json::Value& object, const char* key, std::size_t count) {
  std::vector<double> numbers;
  for (const json::Value& number : object.member(key).elements(count, count))
    numbers.push_back(number.number());
  return numbers;
}

void read_choice_fields(const json::Value& object, Prediction& prediction) {
  Question& question = prediction.question;
  for (const json::Value& option : object.member("options").elements(kMostOptions, 2))
    question.options.push_back(option.any_text(kLongestLine));
  const std::size_t count = question.options.size();
  question.right = object.member("right").integer(0, static_cast<std::int64_t>(count) - 1);
  if (!object.find("letter_log_p")) return;
  prediction.likelihoods.letters = numbers_of(object, "letter_log_p", count);
  prediction.likelihoods.texts = numbers_of(object, "option_log_p", count);
  for (const json::Value& tokens : object.member("option_tokens").elements(count, count))
    prediction.likelihoods.tokens.push_back(tokens.integer(1));
}

/// Question and expected answer under the names that the benchmark's files have for them.
void read_asked(const json::Value& object, Question& question) {
  question.id = id_of(object, "id");
  question.video_name = text_of(object, "video_name");
  question.short_names = object.find("A").has_value();
  const bool twice = object.find("Q1").has_value();
  question.question = text_of(object, twice ? "Q1" : question.short_names ? "Q" : "question");
  if (twice) question.second_question = text_of(object, "Q2");
  question.answer = answer_of(object, question.short_names ? "A" : "answer");
  question.type = type_of(object);
}

Prediction prediction_of(const std::string& line) {
  json::Limits limits;
  limits.bytes = kLongestLine;
  const json::Document document(line, limits);
  const json::Value object = document.root();
  Prediction prediction;
  read_asked(object, prediction.question);
  if (object.find("error")) {
    prediction.error = text_of(object, "error");
    if (prediction.error.empty()) object.refuse_with(base::untranslated("has an empty \"error\""));
  } else if (prediction.question.second_question.empty()) {
    prediction.answer = answer_of(object, "pred");
  } else {
    prediction.answer = answer_of(object, "pred1");
    prediction.second_answer = answer_of(object, "pred2");
  }
  if (object.find("options")) read_choice_fields(object, prediction);
  if (object.find("duration")) prediction.question.duration = text_of(object, "duration");
  if (object.find("evidence"))
    for (const json::Value& span : object.member("evidence").elements(kMostSpans)) {
      const std::vector<json::Value> ends = span.elements(2, 2);
      prediction.question.evidence.push_back({ends[0].number(), ends[1].number()});
    }
  if (object.find("model")) prediction.model = text_of(object, "model");
  return prediction;
}

void write_more(const Prediction& prediction, nlohmann::ordered_json& object) {
  const Question& question = prediction.question;
  if (question.is_choice()) {
    object["options"] = question.options;
    object["right"] = question.right;
  }
  if (!question.duration.empty()) object["duration"] = question.duration;
  for (const Span& span : question.evidence) object["evidence"].push_back({span.start_s, span.end_s});
  if (!prediction.likelihoods.letters.empty()) {
    object["letter_log_p"] = prediction.likelihoods.letters;
    object["option_log_p"] = prediction.likelihoods.texts;
    object["option_tokens"] = prediction.likelihoods.tokens;
  }
  if (!prediction.model.empty()) object["model"] = prediction.model;
}

std::string line_of(const Prediction& prediction) {
  const Question& question = prediction.question;
  nlohmann::ordered_json object;
  if (question.id.is_number)
    object["id"] = nlohmann::json::parse(question.id.text);
  else
    object["id"] = question.id.text;
  object["video_name"] = question.video_name;
  const bool twice = !question.second_question.empty();
  object[twice ? "Q1" : question.short_names ? "Q" : "question"] = question.question;
  if (twice) object["Q2"] = question.second_question;
  object[question.short_names ? "A" : "answer"] = question.answer;
  if (prediction.error.empty()) {
    object[twice ? "pred1" : "pred"] = prediction.answer;
    if (twice) object["pred2"] = prediction.second_answer;
  } else {
    object["error"] = prediction.error;
  }
  if (!question.type.empty()) object["type"] = question.type;
  write_more(prediction, object);
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

/// The lines of another benchmark must not be counted as answers to this one.
void check_belongs(const std::filesystem::path& file, const std::vector<Prediction>& predictions,
                   std::span<const Question> questions) {
  std::unordered_map<std::string_view, const Question*> by_id;
  for (const Question& question : questions) by_id.emplace(question.id.text, &question);
  for (const Prediction& prediction : predictions) {
    const Question& mine = prediction.question;
    const auto found = by_id.find(mine.id.text);
    if (found == by_id.end() || found->second->question != mine.question ||
        found->second->video_name != mine.video_name || found->second->answer != mine.answer ||
        found->second->type != mine.type || found->second->options != mine.options ||
        found->second->right != mine.right || found->second->second_question != mine.second_question)
      refuse(file, "it holds the id \"" + base::for_message(mine.id.text) +
                       "\", which is not that of one of these questions; give another file, or the questions "
                       "and the chunk with which this one was begun.");
  }
}

}  // namespace

std::vector<Prediction> read_predictions(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    refuse(file, "is not a file; a file of predictions was expected.");
  if (std::filesystem::file_size(file, error) > kLargestFile || error)
    refuse(file, "is larger than " + std::to_string(kLargestFile >> 20) + " MiB; no predictions are.");
  std::ifstream stream(file, std::ios::binary);
  std::vector<Prediction> predictions;
  std::unordered_set<std::string> ids;
  std::int64_t number = 0;
  std::uintmax_t whole = 0;
  for (std::string line; std::getline(stream, line) && !stream.eof();) {
    ++number;
    whole += line.size() + 1;
    const std::string where = "line " + std::to_string(number);
    if (line.size() > kLongestLine) refuse(file, where + " is longer than any prediction.");
    try {
      predictions.push_back(prediction_of(line));
    } catch (const json::Unusable& fault) {
      refuse(file, where + " " + fault.clause().text() + "; repair the line, or give another file.");
    }
    if (!ids.insert(predictions.back().question.id.text).second)
      refuse(file, where + " answers the id \"" + base::for_message(predictions.back().question.id.text) +
                       "\" a second time.");
  }
  if (!stream.eof()) refuse(file, "it cannot be read; check its rights and the disk.");
  if (!base::is_unfinished_line(file, whole, kLineStart))
    refuse(file,
           "it ends with what is no prediction; give a file of predictions, or one that is not there yet.");
  return predictions;
}

PredictionsFile::PredictionsFile(std::filesystem::path file, std::span<const Question> questions)
    : file_(std::move(file)) {
  std::error_code error;
  if (std::filesystem::exists(file_, error) && !std::filesystem::is_regular_file(file_, error))
    refuse(file_, "is not a file; give a file's name.");
  for (;;) {
    open_ = std::make_unique<base::AppendFile>(file_);
    std::vector<Prediction> found = read_predictions(file_);
    check_belongs(file_, found, questions);
    std::string kept_lines;
    kept_.clear();
    for (Prediction& prediction : found) {
      if (!prediction.error.empty()) continue;
      kept_lines += line_of(prediction);
      kept_.push_back(std::move(prediction));
    }
    if (kept_lines.size() == std::filesystem::file_size(file_, error)) return;
    // The name then stands for another file, which is not locked yet: what is in it is looked at again.
    base::write_file_atomically(file_, kept_lines);
  }
}

PredictionsFile::~PredictionsFile() = default;

void PredictionsFile::append(const Prediction& prediction) {
  open_->append(line_of(prediction));
}

}  // namespace vp::eval
