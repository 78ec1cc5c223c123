#include "eval/answer_questions.h"

#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "engine/encoded_video.h"
#include "media/video_files.h"

namespace vp::eval {
namespace {

using base::Error;
using base::ErrorCode;

/// The questions of one video, in their order.
struct VideoGroup {
  std::string name;
  std::vector<const Question*> questions;
};

std::vector<VideoGroup> groups_of(const std::vector<Question>& questions) {
  std::vector<VideoGroup> groups;
  std::unordered_map<std::string, std::size_t> place;
  for (const Question& question : questions) {
    const auto [found, is_new] = place.emplace(question.video_name, groups.size());
    if (is_new) groups.push_back({question.video_name, {}});
    groups[found->second].questions.push_back(&question);
  }
  return groups;
}

/// Whether a failure belongs to one video or question, so that the others can still be answered.
bool concerns_one(const Error& error) {
  return error.code() == ErrorCode::Video || error.code() == ErrorCode::Usage;
}

class Evaluation {
 public:
  Evaluation(std::shared_ptr<const engine::Model> model, const EvaluationRequest& request,
             const std::function<void(const Prediction&)>& on_answer, base::Progress& progress,
             const std::stop_token& stop)
      : model_(std::move(model)), request_(request), on_answer_(on_answer), progress_(progress), stop_(stop) {
    options_.max_new_tokens = request.max_new_tokens;
  }

  void run() {
    for (const VideoGroup& group : groups_of(request_.questions)) answer(group);
    if (done_ > 0 && failed_ == done_)
      throw Error(ErrorCode::Video, "None of the " + std::to_string(done_) +
                                        " questions could be answered; the warnings say why. Check that the "
                                        "videos lie in " +
                                        request_.videos.string() + ".");
  }

 private:
  void answer(const VideoGroup& group) {
    std::optional<engine::Conversation> conversation;
    try {
      conversation.emplace(model_, encode(group.name));
    } catch (const Error& error) {
      if (!concerns_one(error)) throw;
      progress_.warn("The video \"" + base::for_message(group.name) +
                     "\" cannot be used, so its questions count as wrong: " + error.what());
      for (const Question* question : group.questions) finish({*question, {}, error.what()});
      return;
    }
    for (const Question* question : group.questions) {
      // The frames' keys and values stay; the earlier question and its answer do not.
      conversation->truncate(0);
      finish(ask(*conversation, *question));
    }
  }

  std::shared_ptr<const engine::EncodedVideo> encode(const std::string& name) {
    const std::optional<std::filesystem::path> file = media::find_video(request_.videos, name);
    if (!file) throw Error(ErrorCode::Video, "There is no video of this name in the folder of videos.");
    engine::VideoRequest video;
    video.file = *file;
    video.attention_maps = false;
    return engine::EncodedVideo::encode(model_, video, silent_, stop_);
  }

  Prediction ask(engine::Conversation& conversation, const Question& question) {
    try {
      const engine::Turn& turn = conversation.ask(question.question, options_, {}, silent_, stop_);
      // Half an answer would be scored as a whole one.
      if (turn.finish == engine::Turn::Finish::Stopped) base::throw_if_stopped(stop_);
      return {question, turn.answer, {}};
    } catch (const Error& error) {
      if (!concerns_one(error)) throw;
      progress_.warn("The question \"" + base::for_message(question.id.text) +
                     "\" cannot be asked and counts as wrong: " + error.what());
      return {question, {}, error.what()};
    }
  }

  void finish(const Prediction& prediction) {
    on_answer_(prediction);
    ++done_;
    if (!prediction.error.empty()) ++failed_;
  }

  std::shared_ptr<const engine::Model> model_;
  const EvaluationRequest& request_;
  const std::function<void(const Prediction&)>& on_answer_;
  base::Progress& progress_;
  std::stop_token stop_;
  base::NoProgress silent_;
  engine::AskOptions options_;
  std::int64_t done_ = 0;
  std::int64_t failed_ = 0;
};

}  // namespace

void EvaluationRequest::validate() const {
  engine::AskOptions options;
  options.max_new_tokens = max_new_tokens;
  options.validate();
  std::error_code error;
  if (!std::filesystem::is_directory(videos, error))
    throw Error(ErrorCode::Usage,
                videos.string() + " is not a folder; the folder with the videos was expected.");
}

void answer_questions(const std::shared_ptr<const engine::Model>& model, const EvaluationRequest& request,
                      const std::function<void(const Prediction&)>& on_answer, base::Progress& progress,
                      const std::stop_token& stop) {
  request.validate();
  Evaluation(model, request, on_answer, progress, stop).run();
}

}  // namespace vp::eval
