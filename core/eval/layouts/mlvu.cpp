// json/1_plotQA.json … 7_topic_reasoning.json [{"video", "duration", "question", "candidates", "answer",
// "question_type"}]; 8 and 9 are open questions that only a judge can score.
#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {
namespace {

const char* const kTasks[] = {"1_plotQA",       "2_needle",         "3_ego", "4_count", "5_order",
                              "6_anomaly_reco", "7_topic_reasoning"};

}  // namespace

void read_mlvu(BenchmarkBuilder& builder) {
  bool any = false;
  for (const std::string task : kTasks) {
    const auto file = builder.annotation_if_there("json/" + task + ".json");
    if (!file) {
      builder.find(FindingKind::NotRead, "json/" + task + ".json is not there");
      continue;
    }
    any = true;
    builder.records(*file, [&](std::int64_t place, const json::Value& entry) {
      Question question;
      question.id = {task + "_" + std::to_string(place), false};
      question.video_name = text_of(entry, "video");
      question.question = text_of(entry, "question");
      question.type = task;
      set_options(question, options_of(entry.member("candidates")), answer_of(entry, "answer"));
      builder.add(std::move(question), {"video/" + task, "videos/" + task, "video", "videos"});
    });
  }
  if (!any) builder.annotation({"json/1_plotQA.json"});
  for (const char* open : {"8_sub_scene", "9_summary"})
    if (builder.annotation_if_there(std::string("json/") + open + ".json"))
      builder.find(FindingKind::NotRead,
                   std::string("json/") + open + ".json, which has no answers to choose from");
}

}  // namespace vp::eval
