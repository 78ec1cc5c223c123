// test_q.json [{"video_name", "question", "question_id"}], test_a.json [{"answer", "question_id", "type"}]:
// joined by id, not by place.
#include <unordered_map>

#include "base/message_text.h"
#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {
namespace {

struct Expected {
  std::string text, type;
};

}  // namespace

void read_question_answer(BenchmarkBuilder& builder) {
  std::unordered_map<std::string, Expected> answers;
  builder.records(builder.annotation({"test_a.json"}), [&](std::int64_t, const json::Value& entry) {
    const QuestionId id = id_of(entry, "question_id");
    if (!answers.emplace(id.text, Expected{answer_of(entry, "answer"), type_of(entry)}).second)
      builder.find(FindingKind::DuplicateId, "test_a.json answers the id \"" + base::for_message(id.text) +
                                                 "\" a second time; the first answer counts");
  });
  builder.records(builder.annotation({"test_q.json"}), [&](std::int64_t, const json::Value& entry) {
    Question question{
        id_of(entry, "question_id"), text_of(entry, "video_name"), text_of(entry, "question"), {}, {}};
    const auto answer = answers.find(question.id.text);
    if (answer == answers.end()) entry.refuse_with(base::untranslated("has no answer in test_a.json"));
    question.answer = answer->second.text;
    question.type = answer->second.type;
    builder.add(std::move(question), {"videos", "videos/all", "mp4", "all_test", "."});
  });
}

}  // namespace vp::eval
