// The rows of its Parquet file as JSON: {"videoID", "duration", "question_id", "task_type", "question",
// "options": ["A. …"], "answer": "A"}. Subtitles are not shown to the model.
#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {

void read_video_mme(BenchmarkBuilder& builder) {
  builder.records(builder.annotation({"videomme.json", "videomme.jsonl", "test.json"}),
                  [&](std::int64_t, const json::Value& entry) {
                    Question question;
                    question.id = id_of(entry, "question_id");
                    question.video_name = text_of(entry, entry.find("videoID") ? "videoID" : "video_id");
                    question.question = text_of(entry, "question");
                    question.type = text_of(entry, "task_type");
                    question.duration = text_of(entry, "duration");
                    set_options(question, options_of(entry.member("options")), answer_of(entry, "answer"));
                    builder.add(std::move(question), {"data", "videos", "video", "."});
                  });
}

}  // namespace vp::eval
