#include "eval/question_files.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "eval/json_fields.h"
#include "json/document.h"

namespace vp::eval {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{512} << 20;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw base::Error(base::ErrorCode::Usage, base::untranslated(file.string() + ": " + what));
}

/// Visits the entries, which are checked to be objects; a field that is not as expected names its entry.
template <typename Visit>
void for_each_entry(const std::filesystem::path& file, const std::stop_token& stop, const Visit& visit) {
  json::Limits limits;
  limits.bytes = kLargestFile;
  limits.stop = stop;
  json::for_each_element(
      file, limits, json::usage_error_of(file), [&](std::int64_t place, const json::Value& entry) {
        try {
          visit(entry);
        } catch (const json::Unusable& fault) {
          refuse(file, "entry " + std::to_string(place + 1) + " " + fault.clause().text() + ".");
        }
      });
}

struct Answer {
  std::string text;
  std::string type;
};

std::map<std::string, Answer> read_answers(const std::filesystem::path& file, const std::stop_token& stop) {
  std::map<std::string, Answer> answers;
  for_each_entry(file, stop, [&](const json::Value& entry) {
    const QuestionId id = id_of(entry, "question_id");
    const Answer answer{answer_of(entry, "answer"), type_of(entry)};
    if (!answers.emplace(id.text, answer).second)
      refuse(file, "the question_id \"" + base::for_message(id.text) + "\" is there twice.");
  });
  return answers;
}

}  // namespace

std::vector<Question> read_questions(const std::filesystem::path& questions_file,
                                     const std::filesystem::path& answers_file, const std::stop_token& stop) {
  std::map<std::string, Answer> answers = read_answers(answers_file, stop);
  std::vector<Question> questions;
  for_each_entry(questions_file, stop, [&](const json::Value& entry) {
    Question question{
        id_of(entry, "question_id"), text_of(entry, "video_name"), text_of(entry, "question"), {}, {}};
    const std::string id = "the question_id \"" + base::for_message(question.id.text) + "\"";
    const auto answer = answers.extract(question.id.text);
    if (answer.empty())
      refuse(questions_file, id + " is there twice, or has no answer in " + answers_file.string() + ".");
    question.answer = std::move(answer.mapped().text);
    question.type = std::move(answer.mapped().type);
    questions.push_back(std::move(question));
  });
  if (questions.empty()) refuse(questions_file, "there is no question in it.");
  return questions;
}

std::vector<Question> questions_of(const std::vector<Question>& all, const base::Chunk& chunk) {
  const auto [first, last] = chunk.range(static_cast<std::int64_t>(all.size()));
  return {all.begin() + first, all.begin() + last};
}

}  // namespace vp::eval
