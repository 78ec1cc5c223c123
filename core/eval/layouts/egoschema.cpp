// The authors' files: questions.json [{"q_uid", "question", "option 0" … "option 4"}] and subset_answers.json
// {q_uid: 0…4}, of which only the public answers can be scored; or the rows of the Parquet file as JSON:
// {"video_idx", "question", "option": […], "answer": "0"}.
#include <unordered_map>

#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {
namespace {

constexpr std::int64_t kOptions = 5;
const char* const kFilms = "videos";

void read_authors_files(BenchmarkBuilder& builder, const std::filesystem::path& questions,
                        const std::filesystem::path& answers) {
  std::unordered_map<std::string, std::int64_t> right;
  builder.members(answers, [&](const std::string& id, const json::Value& place) {
    right[id] = place.integer(0, kOptions - 1);
  });
  std::int64_t hidden = 0;
  builder.records(questions, [&](std::int64_t, const json::Value& entry) {
    Question question;
    question.id = id_of(entry, "q_uid");
    const auto answer = right.find(question.id.text);
    if (answer == right.end()) {
      ++hidden;
      return;
    }
    question.video_name = question.id.text;
    question.question = text_of(entry, "question");
    std::vector<std::string> options;
    for (std::int64_t i = 0; i < kOptions; ++i)
      options.push_back(text_of(entry, ("option " + std::to_string(i)).c_str()));
    set_options(question, std::move(options), answer->second);
    builder.add(std::move(question), {kFilms, "."});
  });
  if (hidden > 0)
    builder.find(FindingKind::NotRead, std::to_string(hidden) + " questions whose answers are not public");
}

std::int64_t place_of(const json::Value& entry) {
  const std::string answer = answer_of(entry, "answer");
  if (answer.size() != 1 || answer[0] < '0' || answer[0] >= static_cast<char>('0' + kOptions))
    entry.member("answer").refuse(base::untranslated("a number from 0 to 4 was expected"));
  return answer[0] - '0';
}

}  // namespace

void read_egoschema(BenchmarkBuilder& builder) {
  const auto questions = builder.annotation_if_there("questions.json");
  const auto answers = builder.annotation_if_there("subset_answers.json");
  if (questions && answers) return read_authors_files(builder, *questions, *answers);
  builder.records(
      builder.annotation({"egoschema.json", "egoschema.jsonl", "questions.json with subset_answers.json"}),
      [&](std::int64_t place, const json::Value& entry) {
        Question question;
        question.video_name = text_of(entry, "video_idx");
        question.id = entry.find("question_idx") ? id_of(entry, "question_idx")
                                                 : QuestionId{std::to_string(place), true};
        question.question = text_of(entry, "question");
        set_options(question, options_of(entry.member("option")), place_of(entry));
        builder.add(std::move(question), {kFilms, "."});
      });
}

}  // namespace vp::eval
