// {video: {"metadata": …, "mc_question": [{"id", "question", "options": [3], "answer_id", "area",
// "reasoning", "tag"}]}}
#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {

void read_perception_test(BenchmarkBuilder& builder) {
  constexpr std::size_t kMostQuestions = 10000;
  builder.members(builder.annotation({"mc_question_valid.json", "all_valid.json", "mc_question.json"}),
                  [&](const std::string& film, const json::Value& entry) {
                    std::int64_t place = 0;
                    for (const json::Value& asked : entry.member("mc_question").elements(kMostQuestions)) {
                      Question question;
                      question.id = {
                          film + "_" + (asked.find("id") ? id_of(asked, "id").text : std::to_string(place)),
                          false};
                      ++place;
                      question.video_name = film;
                      question.question = text_of(asked, "question");
                      if (const auto area = asked.given("area")) question.type = area->text();
                      std::vector<std::string> options = options_of(asked.member("options"));
                      const std::int64_t right =
                          asked.member("answer_id").integer(0, static_cast<std::int64_t>(options.size()) - 1);
                      set_options(question, std::move(options), right);
                      builder.add(std::move(question), {"videos", "valid", "."});
                    }
                  });
}

}  // namespace vp::eval
