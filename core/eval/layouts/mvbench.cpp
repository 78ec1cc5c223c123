// json/TASK.json [{"video", "question", "candidates", "answer", "start"?, "end"?}], one file a task; the
// films of a task lie in the folder of the dataset that they are from.
#include <array>
#include <cmath>
#include <string_view>

#include "eval/json_fields.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {
namespace {

struct Task {
  std::string_view name;
  std::string_view films;  ///< below video/
};

constexpr std::array<Task, 20> kTasks{{{"action_antonym", "ssv2_video"},
                                       {"action_count", "perception/videos"},
                                       {"action_localization", "sta/sta_video"},
                                       {"action_prediction", "star/Charades_v1_480"},
                                       {"action_sequence", "star/Charades_v1_480"},
                                       {"character_order", "perception/videos"},
                                       {"counterfactual_inference", "clevrer/video_validation"},
                                       {"egocentric_navigation", "vlnqa"},
                                       {"episodic_reasoning", "tvqa/frames_fps3_hq"},
                                       {"fine_grained_action", "Moments_in_Time_Raw/videos"},
                                       {"fine_grained_pose", "nturgbd"},
                                       {"moving_attribute", "clevrer/video_validation"},
                                       {"moving_count", "clevrer/video_validation"},
                                       {"moving_direction", "clevrer/video_validation"},
                                       {"object_existence", "clevrer/video_validation"},
                                       {"object_interaction", "star/Charades_v1_480"},
                                       {"object_shuffle", "perception/videos"},
                                       {"scene_transition", "scene_qa/video"},
                                       {"state_change", "perception/videos"},
                                       {"unexpected_action", "FunQA_test/test"}}};

constexpr double kLongestFilm = 1e6;  // seconds

/// Whole seconds, as the sampling rule takes them, that hold the part.
media::TimeRange range_of(const json::Value& entry) {
  media::TimeRange range;
  if (const auto start = entry.given("start"))
    range.start_s = static_cast<std::int64_t>(std::floor(start->number(0, kLongestFilm)));
  if (const auto end = entry.given("end"))
    range.end_s = static_cast<std::int64_t>(std::ceil(end->number(0, kLongestFilm)));
  return range;
}

}  // namespace

void read_mvbench(BenchmarkBuilder& builder) {
  bool any = false;
  for (const Task& task : kTasks) {
    const std::string name(task.name);
    const auto file = builder.annotation_if_there("json/" + name + ".json");
    if (!file) {
      builder.find(FindingKind::NotRead, "json/" + name + ".json is not there");
      continue;
    }
    any = true;
    builder.records(*file, [&](std::int64_t place, const json::Value& entry) {
      Question question;
      question.id = {name + "_" + std::to_string(place), false};
      question.video_name = text_of(entry, "video");
      question.question = text_of(entry, "question");
      question.type = name;
      set_options(question, options_of(entry.member("candidates")), answer_of(entry, "answer"));
      question.range = range_of(entry);
      const std::string films(task.films);
      builder.add(std::move(question), {"video/" + films, films});
    });
  }
  if (!any) builder.annotation({"json/action_sequence.json"});
}

}  // namespace vp::eval
