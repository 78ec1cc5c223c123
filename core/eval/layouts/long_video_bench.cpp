// lvb_val.json [{"id", "video_path", "question", "candidates", "correct_choice", "duration_group",
// "question_category"}]. Subtitles are not shown to the model.
#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {

void read_long_video_bench(BenchmarkBuilder& builder) {
  builder.records(builder.annotation({"lvb_val.json"}), [&](std::int64_t place, const json::Value& entry) {
    Question question;
    question.id = entry.find("id") ? id_of(entry, "id") : QuestionId{std::to_string(place), true};
    question.video_name = text_of(entry, "video_path");
    question.question = text_of(entry, "question");
    if (const auto category = entry.given("question_category")) question.type = category->text();
    question.duration = answer_of(entry, "duration_group");
    std::vector<std::string> options = options_of(entry.member("candidates"));
    const std::int64_t right =
        entry.member("correct_choice").integer(0, static_cast<std::int64_t>(options.size()) - 1);
    set_options(question, std::move(options), right);
    builder.add(std::move(question), {"videos", "."});
  });
  builder.find(FindingKind::NotRead, "subtitles: the model is shown pictures alone");
}

}  // namespace vp::eval
