// questions/TASK.json {video: {aspect: [{"question", "answer"}]}} with the options in the question's text;
// captioning, which only a judge can score, is not read.
#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {
namespace {

constexpr std::size_t kMostQuestions = 10000, kMostAspects = 100;
const char* const kTasks[] = {"multi-choice", "yes_no", "caption_matching"};

/// "Option 1: …" becomes "A. …".
void letter_numbered_options(std::string& text) {
  for (char number = '1'; number <= '9'; ++number) {
    const std::string mark = std::string("Option ") + number + ":";
    if (const std::size_t at = text.find(mark); at != std::string::npos)
      text.replace(at, mark.size(), std::string(1, static_cast<char>('A' + number - '1')) + ".");
  }
}

}  // namespace

void read_temp_compass(BenchmarkBuilder& builder) {
  bool any = false;
  for (const std::string task : kTasks) {
    const auto file = builder.annotation_if_there("questions/" + task + ".json");
    if (!file) {
      builder.find(FindingKind::NotRead, "questions/" + task + ".json is not there");
      continue;
    }
    any = true;
    builder.members(*file, [&](const std::string& film, const json::Value& aspects) {
      for (const auto& [aspect, list] : aspects.members(kMostAspects)) {
        std::int64_t place = 0;
        for (const json::Value& asked : list.elements(kMostQuestions)) {
          Question question;
          question.id = {task + "_" + film + "_" + aspect + "_" + std::to_string(place++), false};
          question.video_name = film;
          question.type = task + " " + aspect;
          question.question = text_of(asked, "question");
          std::string answer = answer_of(asked, "answer");
          if (task == "yes_no") {
            set_options(question, {"yes", "no"}, answer);
          } else {
            letter_numbered_options(question.question);
            letter_numbered_options(answer);
            if (!take_options(question, answer))
              asked.member("question").refuse_with(base::untranslated("has no lines with options"));
          }
          builder.add(std::move(question), {"videos", "."});
        }
      }
    });
  }
  if (!any) builder.annotation({"questions/multi-choice.json"});
  if (builder.annotation_if_there("questions/captioning.json"))
    builder.find(FindingKind::NotRead, "questions/captioning.json, which has no answers to choose from");
}

}  // namespace vp::eval
