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

// What line_of() begins with.
constexpr std::string_view kLineStart = R"({"id":)";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw Error(ErrorCode::Usage, base::untranslated(file.string() + ": " + what));
}

Prediction prediction_of(const std::string& line) {
  json::Limits limits;
  limits.bytes = kLongestLine;
  const json::Document document(line, limits);
  const json::Value object = document.root();
  Prediction prediction;
  prediction.question = {id_of(object, "id"), text_of(object, "video_name"), text_of(object, "question"),
                         answer_of(object, "answer"), type_of(object)};
  if (object.find("error")) {
    prediction.error = text_of(object, "error");
    if (prediction.error.empty()) object.refuse_with(base::untranslated("has an empty \"error\""));
  } else {
    prediction.answer = answer_of(object, "pred");
  }
  return prediction;
}

std::string line_of(const Prediction& prediction) {
  const Question& question = prediction.question;
  nlohmann::ordered_json object;
  if (question.id.is_number)
    object["id"] = nlohmann::json::parse(question.id.text);
  else
    object["id"] = question.id.text;
  object["video_name"] = question.video_name;
  object["question"] = question.question;
  object["answer"] = question.answer;
  if (prediction.error.empty())
    object["pred"] = prediction.answer;
  else
    object["error"] = prediction.error;
  if (!question.type.empty()) object["type"] = question.type;
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
        found->second->type != mine.type)
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
