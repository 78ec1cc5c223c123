#include "jobs/film_questions.h"

#include <exception>

#include "base/device_lost.h"
#include "base/error.h"
#include "jobs/kept_films.h"

namespace vp::jobs {
namespace {

using base::Error;
using base::ErrorCode;

/// Whether a failure belongs to one video or question, so that the others can still be asked.
bool concerns_one(const Error& error) {
  return error.code() == ErrorCode::Video || error.code() == ErrorCode::Usage;
}

/// Null where the video cannot be used.
std::shared_ptr<const engine::EncodedVideo> encode(const std::shared_ptr<const engine::Model>& model,
                                                   const FilmQuestions& film, FilmObserver& observer,
                                                   const library::VideoCache* cache, base::Progress& progress,
                                                   const std::stop_token& stop) {
  base::Message why;
  try {
    if (film.without_film) return engine::EncodedVideo::none(model);
    return encoded_film(model, film.request, cache, progress, stop);
  } catch (const std::exception&) {
    why = fault_of_film();
  }
  observer.on_unusable(why);
  return nullptr;
}

void ask(const FilmQuestions& film, std::size_t question, engine::Conversation& conversation,
         FilmObserver& observer, base::Progress& progress, const std::stop_token& stop) {
  // Ends with all of them, or alone.
  std::stop_source own;
  const std::stop_callback with_the_others(stop, [&own] { own.request_stop(); });
  observer.on_started(question, own);
  const engine::Turn* turn = nullptr;
  try {
    conversation.truncate(0);  // the frames' keys and values stay
    turn = &conversation.ask(
        film.questions[question], film.options,
        [&](std::string_view piece) { observer.on_text(question, piece); }, progress, own.get_token());
    // Half an answer would count as a whole one.
    if (conversation.device_failed())
      throw base::DeviceLost(
          base::message("The GPU failed in the middle of an answer, which is left out. Start again, and what "
                        "has no answer yet is asked; where the GPU does not answer any more, use "
                        "--device cpu."));
    if (turn->finish == engine::Turn::Finish::Stopped) base::throw_if_stopped(own.get_token());
    if (!film.scored.empty() && !film.scored[question].empty())
      observer.on_likelihoods(
          question, conversation.score_answers(film.questions[question], film.scored[question], progress,
                                               own.get_token()));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::Stopped && !stop.stop_requested()) return observer.on_skipped(question);
    if (!concerns_one(error)) throw;
    return observer.on_failure(question, error.message());
  }
  observer.on_answer(question, *turn, conversation.video());
}

/// Hands on what becomes of the questions, and knows which are still to be asked.
class Unanswered final : public FilmObserver {
 public:
  Unanswered(FilmObserver& observer, std::size_t questions, bool& answered)
      : observer_(observer), done_(questions, false), answered_(answered) {}

  bool is_open(std::size_t question) const { return !done_[question]; }

  bool wants(std::size_t question) override { return observer_.wants(question); }
  void on_started(std::size_t question, const std::stop_source& stop) override {
    observer_.on_started(question, stop);
  }
  void on_text(std::size_t question, std::string_view piece) override { observer_.on_text(question, piece); }
  void on_answer(std::size_t question, const engine::Turn& turn, const engine::EncodedVideo& video) override {
    done_[question] = answered_ = true;
    observer_.on_answer(question, turn, video);
  }
  void on_likelihoods(std::size_t question,
                      const std::vector<engine::AnswerLikelihood>& likelihoods) override {
    observer_.on_likelihoods(question, likelihoods);
  }
  void on_failure(std::size_t question, const base::Message& why) override {
    done_[question] = true;
    observer_.on_failure(question, why);
  }
  void on_not_kept(const base::Message& why) override { observer_.on_not_kept(why); }
  void on_skipped(std::size_t question) override {
    done_[question] = true;
    observer_.on_skipped(question);
  }
  void on_unusable(const base::Message& why) override { observer_.on_unusable(why); }

 private:
  FilmObserver& observer_;
  std::vector<bool> done_;
  bool& answered_;
};

void ask_open(const std::shared_ptr<const engine::Model>& model, const FilmQuestions& film,
              Unanswered& observer, base::Progress& progress, const std::stop_token& stop,
              const library::VideoCache* cache) {
  const auto video = encode(model, film, observer, cache, progress, stop);
  if (!video) return;
  engine::Conversation conversation = conversation_about(model, video, film.without_film ? nullptr : cache);
  for (std::size_t question = 0; question < film.questions.size(); ++question) {
    base::throw_if_stopped(stop);
    if (!observer.is_open(question)) continue;
    if (observer.wants(question))
      ask(film, question, conversation, observer, progress, stop);
    else
      observer.on_skipped(question);
  }
  if (film.without_film) return;
  if (const base::Message why = keep_film(conversation, cache, library::CacheRoom::Unused, stop);
      !why.empty())
    observer.on_not_kept(why);
}

}  // namespace

base::Message fault_of_film() {
  try {
    throw;
  } catch (const base::DeviceLost&) {
    throw;
  } catch (const Error& error) {
    // Of the device only the memory can be meant, and another film may need less.
    if (!concerns_one(error) && error.code() != ErrorCode::Device) throw;
    return error.message();
  } catch (const std::exception& error) {
    return base::message("It cannot be read (%1); it is damaged, or too large.", error.what());
  }
}

void ask_about_film(AskedModel& asked, const FilmQuestions& film, FilmObserver& observer,
                    base::Progress& progress, const std::stop_token& stop, const library::VideoCache* cache) {
  Unanswered open(observer, film.questions.size(), asked.answered);
  while (true) {
    try {
      return ask_open(asked.model, film, open, progress, stop, cache);
    } catch (const base::DeviceLost&) {
      if (!asked.load_again || !asked.answered) throw;
    }
    asked.answered = false;
    asked.model.reset();
    asked.model = asked.load_again(progress, stop);
    observer.on_loaded_again(
        base::message("The GPU failed. The model was loaded again, and what had no answer yet is asked."));
  }
}

}  // namespace vp::jobs
