#include "eval/answer_questions.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "engine/encoded_video.h"
#include "eval/choices.h"
#include "jobs/film_questions.h"
#include "media/video_files.h"

namespace vp::eval {
namespace {

using base::Error;
using base::ErrorCode;

/// The questions of one video, or of one part of it, in their order.
struct VideoGroup {
  std::string name;
  std::vector<const Question*> questions;

  /// What is asked: a question with a second wording is asked twice, directly one after the other.
  struct Asked {
    std::size_t question;
    bool second;
  };
  std::vector<Asked> asked;
};

std::string part_of_film(const Question& question) {
  const auto number = [](const std::optional<std::int64_t>& second) {
    return second ? std::to_string(*second) : std::string();
  };
  return question.video_name + '\n' + question.film.string() + '\n' + number(question.range.start_s) + '\n' +
         number(question.range.end_s);
}

std::vector<VideoGroup> groups_of(const std::vector<Question>& questions) {
  std::vector<VideoGroup> groups;
  std::unordered_map<std::string, std::size_t> place;
  for (const Question& question : questions) {
    const auto [found, is_new] = place.emplace(part_of_film(question), groups.size());
    if (is_new) groups.push_back({question.video_name, {}, {}});
    VideoGroup& group = groups[found->second];
    group.asked.push_back({group.questions.size(), false});
    if (!question.second_question.empty()) group.asked.push_back({group.questions.size(), true});
    group.questions.push_back(&question);
  }
  return groups;
}

/// The letters first, then the texts.
std::vector<std::string> scored_texts(const Question& question) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < question.options.size(); ++i) texts.push_back(letter_of(i));
  texts.insert(texts.end(), question.options.begin(), question.options.end());
  return texts;
}

/// Makes predictions of what comes of a video's questions.
class Evaluation final : public jobs::FilmObserver {
 public:
  Evaluation(const std::function<void(const Prediction&)>& on_answer, base::Progress& progress,
             std::string model)
      : on_answer_(on_answer), progress_(progress), model_(std::move(model)) {}

  void begin(const VideoGroup& group) {
    group_ = &group;
    open_ = {};
  }
  std::int64_t done() const { return done_; }
  bool nothing_answered() const { return done_ > 0 && failed_ == done_; }

  void on_likelihoods(std::size_t, const std::vector<engine::AnswerLikelihood>& likelihoods) override {
    const std::size_t options = likelihoods.size() / 2;
    open_.likelihoods = {};
    for (std::size_t i = 0; i < options; ++i) {
      open_.likelihoods.letters.push_back(likelihoods[i].log_probability);
      open_.likelihoods.texts.push_back(likelihoods[options + i].log_probability);
      open_.likelihoods.tokens.push_back(likelihoods[options + i].tokens);
    }
  }
  void on_answer(std::size_t place, const engine::Turn& turn, const engine::EncodedVideo&) override {
    const VideoGroup::Asked& asked = group_->asked[place];
    const Question& question = *group_->questions[asked.question];
    (asked.second ? open_.second_answer : open_.answer) = turn.answer;
    if (!asked.second && !question.second_question.empty()) return;
    finish_question(question);
  }
  void on_failure(std::size_t place, const base::Message& why) override {
    const VideoGroup::Asked& asked = group_->asked[place];
    const Question& question = *group_->questions[asked.question];
    if (open_.error.empty())
      progress_.warn(base::untranslated("The question \"" + base::for_message(question.id.text) +
                                        "\" cannot be asked and counts as wrong: " + why.text()));
    open_.error = why.text();
    if (asked.second || question.second_question.empty()) finish_question(question);
  }
  void on_loaded_again(const base::Message& why) override { progress_.warn(why); }
  void on_unusable(const base::Message& why) override {
    progress_.warn(base::untranslated("The video \"" + base::for_message(group_->name) +
                                      "\" cannot be used, so its questions count as wrong: " + why.text()));
    for (const Question* question : group_->questions) {
      open_ = {};
      open_.error = why.text();
      finish_question(*question);
    }
  }

 private:
  void finish_question(const Question& question) {
    open_.question = question;
    if (!open_.error.empty()) {
      open_.answer.clear();
      open_.second_answer.clear();
      open_.likelihoods = {};
    }
    open_.model = model_;
    on_answer_(open_);
    ++done_;
    if (!open_.error.empty()) ++failed_;
    open_ = {};
  }

  const std::function<void(const Prediction&)>& on_answer_;
  base::Progress& progress_;
  std::string model_;
  const VideoGroup* group_ = nullptr;
  Prediction open_;  ///< of the question that is being asked
  std::int64_t done_ = 0;
  std::int64_t failed_ = 0;
};

}  // namespace

void EvaluationRequest::validate() const {
  engine::AskOptions options;
  options.max_new_tokens = max_new_tokens;
  options.validate();
  const bool looks_for_films = std::any_of(questions.begin(), questions.end(),
                                           [](const Question& question) { return question.film.empty(); });
  std::error_code error;
  if (!without_film && looks_for_films && !std::filesystem::is_directory(videos, error))
    throw Error(
        ErrorCode::Usage,
        base::untranslated(videos.string() + " is not a folder; the folder with the videos was expected."));
}

std::vector<std::vector<Question>> by_film(const std::vector<Question>& questions) {
  std::vector<std::vector<Question>> films;
  for (const VideoGroup& group : groups_of(questions)) {
    films.emplace_back();
    for (const Question* question : group.questions) films.back().push_back(*question);
  }
  return films;
}

std::string model_line(const engine::ModelFacts& model, const EvaluationRequest& request) {
  std::string line = model.name + " " + model.hash.substr(0, 16) + ", " + model.dtype;
  if (request.without_film) return line + ", without the film";
  if (request.frames > 0) line += ", " + std::to_string(request.frames) + " frames";
  return line;
}

void answer_questions(jobs::AskedModel& asked, const EvaluationRequest& request,
                      const std::function<void(const Prediction&)>& on_answer, base::Progress& progress,
                      const std::stop_token& stop) {
  request.validate();
  Evaluation evaluation(on_answer, progress, model_line(*asked.model->facts(), request));
  base::NoProgress silent;
  for (const VideoGroup& group : groups_of(request.questions)) {
    evaluation.begin(group);
    const Question& first = *group.questions.front();
    std::optional<std::filesystem::path> file = first.film;
    if (first.film.empty()) file = media::find_video_named(request.videos, group.name);
    if (!file && !request.without_film) {
      evaluation.on_unusable(base::untranslated("There is no video of this name in the folder of videos."));
      continue;
    }
    jobs::FilmQuestions film;
    film.without_film = request.without_film;
    if (file) film.request.file = *file;
    film.request.open = request.open;
    film.request.frames = request.frames;
    film.request.range = first.range;
    film.request.attention_maps = false;
    film.options.max_new_tokens = request.max_new_tokens;
    for (const VideoGroup::Asked& one : group.asked) {
      const Question& question = *group.questions[one.question];
      film.questions.push_back(one.second ? question.second_question : asked_text(question));
      if (request.likelihoods)
        film.scored.push_back(question.is_choice() ? scored_texts(question) : std::vector<std::string>());
    }
    jobs::ask_about_film(asked, film, evaluation, silent, stop);
  }
  if (evaluation.nothing_answered())
    throw Error(ErrorCode::Video,
                base::untranslated("None of the " + std::to_string(evaluation.done()) +
                                   " questions could be answered; the warnings say why. Check that the "
                                   "videos lie in " +
                                   request.videos.string() + "."));
}

}  // namespace vp::eval
