#include "jobs/film_questions.h"

#include <exception>

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

}  // namespace

base::Message fault_of_film() {
  try {
    throw;
  } catch (const Error& error) {
    // Of the device only the memory can be meant, and another film may need less.
    if (!concerns_one(error) && error.code() != ErrorCode::Device) throw;
    return error.message();
  } catch (const std::exception& error) {
    return base::message("It cannot be read (%1); it is damaged, or too large.", error.what());
  }
}

void ask_about_film(const std::shared_ptr<const engine::Model>& model, const FilmQuestions& film,
                    FilmObserver& observer, base::Progress& progress, const std::stop_token& stop,
                    const library::VideoCache* cache) {
  const auto video = encode(model, film, observer, cache, progress, stop);
  if (!video) return;
  engine::Conversation conversation = conversation_about(model, video, film.without_film ? nullptr : cache);
  for (std::size_t question = 0; question < film.questions.size(); ++question) {
    base::throw_if_stopped(stop);
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

}  // namespace vp::jobs
