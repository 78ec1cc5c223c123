// Benchmarking_QA/{generic,temporal}_qa.json [{"video_name", "Q", "A"}], consistency_qa.json [{"video_name",
// "Q1", "Q2", "A"}]. There are no ids: a film's questions are numbered.
#include <unordered_map>

#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {

void read_video_chatgpt(BenchmarkBuilder& builder, const std::string& part) {
  const std::string name = part + "_qa.json";
  const bool twice = part == "consistency";
  std::unordered_map<std::string, int> of_film;
  builder.records(
      builder.annotation({"Benchmarking_QA/" + name, name}), [&](std::int64_t, const json::Value& entry) {
        Question question;
        question.video_name = text_of(entry, "video_name");
        question.question = text_of(entry, twice ? "Q1" : "Q");
        if (twice) question.second_question = text_of(entry, "Q2");
        question.answer = answer_of(entry, "A");
        question.short_names = true;
        question.id = {question.video_name + "_" + std::to_string(of_film[question.video_name]++), false};
        builder.add(std::move(question), {"Test_Videos", "Videos", "videos", "."});
      });
}

}  // namespace vp::eval
