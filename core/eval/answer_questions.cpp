#include "eval/answer_questions.h"

#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "engine/encoded_video.h"
#include "jobs/film_questions.h"
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

/// Makes predictions of what comes of a video's questions.
class Evaluation final : public jobs::FilmObserver {
 public:
  Evaluation(const std::function<void(const Prediction&)>& on_answer, base::Progress& progress)
      : on_answer_(on_answer), progress_(progress) {}

  void begin(const VideoGroup& group) { group_ = &group; }
  std::int64_t done() const { return done_; }
  bool nothing_answered() const { return done_ > 0 && failed_ == done_; }

  void on_answer(std::size_t question, const engine::Turn& turn, const engine::EncodedVideo&) override {
    finish({*group_->questions[question], turn.answer, {}});
  }
  void on_failure(std::size_t question, const base::Message& why) override {
    progress_.warn(base::untranslated("The question \"" +
                                      base::for_message(group_->questions[question]->id.text) +
                                      "\" cannot be asked and counts as wrong: " + why.text()));
    finish({*group_->questions[question], {}, why.text()});
  }
  void on_unusable(const base::Message& why) override {
    progress_.warn(base::untranslated("The video \"" + base::for_message(group_->name) +
                                      "\" cannot be used, so its questions count as wrong: " + why.text()));
    for (const Question* question : group_->questions) finish({*question, {}, why.text()});
  }

 private:
  void finish(const Prediction& prediction) {
    on_answer_(prediction);
    ++done_;
    if (!prediction.error.empty()) ++failed_;
  }

  const std::function<void(const Prediction&)>& on_answer_;
  base::Progress& progress_;
  const VideoGroup* group_ = nullptr;
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
    throw Error(
        ErrorCode::Usage,
        base::untranslated(videos.string() + " is not a folder; the folder with the videos was expected."));
}

void answer_questions(const std::shared_ptr<const engine::Model>& model, const EvaluationRequest& request,
                      const std::function<void(const Prediction&)>& on_answer, base::Progress& progress,
                      const std::stop_token& stop) {
  request.validate();
  Evaluation evaluation(on_answer, progress);
  base::NoProgress silent;
  for (const VideoGroup& group : groups_of(request.questions)) {
    evaluation.begin(group);
    const std::optional<std::filesystem::path> file = media::find_video_named(request.videos, group.name);
    if (!file) {
      evaluation.on_unusable(base::untranslated("There is no video of this name in the folder of videos."));
      continue;
    }
    jobs::FilmQuestions film;
    film.request.file = *file;
    film.request.open = request.open;
    film.request.attention_maps = false;
    film.options.max_new_tokens = request.max_new_tokens;
    for (const Question* question : group.questions) film.questions.push_back(question->question);
    jobs::ask_about_film(model, film, evaluation, silent, stop);
  }
  if (evaluation.nothing_answered())
    throw Error(ErrorCode::Video,
                base::untranslated("None of the " + std::to_string(evaluation.done()) +
                                   " questions could be answered; the warnings say why. Check that the "
                                   "videos lie in " +
                                   request.videos.string() + "."));
}

}  // namespace vp::eval
