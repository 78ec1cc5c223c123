#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model.h"
#include "library/video_cache.h"

namespace vp::jobs {

/// A video, or a part of it, and what is asked about it.
struct FilmQuestions {
  engine::VideoRequest request;
  std::vector<std::string> questions;
  engine::AskOptions options;
  /// Texts of which each is scored as the answer to its question, too; no list at all, or one a question.
  std::vector<std::vector<std::string>> scored{};
  bool without_film = false;  ///< the same prompts without any frame; the request is not looked at
};

/// Who is told what came of the questions, by their place; called where they are asked.
class FilmObserver {
 public:
  virtual ~FilmObserver() = default;
  /// Whether to ask it now; asked when its turn comes.
  virtual bool wants(std::size_t /*question*/) { return true; }
  /// It is about to be asked; its `stop` ends it alone.
  virtual void on_started(std::size_t /*question*/, const std::stop_source& /*stop*/) {}
  virtual void on_text(std::size_t /*question*/, std::string_view /*piece*/) {}
  virtual void on_answer(std::size_t question, const engine::Turn& turn,
                         const engine::EncodedVideo& video) = 0;
  /// How likely each of the question's scored texts is; told just before its answer.
  virtual void on_likelihoods(std::size_t /*question*/,
                              const std::vector<engine::AnswerLikelihood>& /*likelihoods*/) {}
  /// It cannot be asked; the others go on.
  virtual void on_failure(std::size_t question, const base::Message& why) = 0;
  /// All was asked, and what was computed of the video could not be kept for the next time.
  virtual void on_not_kept(const base::Message& /*why*/) {}
  /// It was not wanted, or its own stop was requested.
  virtual void on_skipped(std::size_t /*question*/) {}
  /// After a GPU failed; what has no answer yet is asked now.
  virtual void on_loaded_again(const base::Message& /*why*/) {}
  /// The video cannot be used, so that none of its questions can be asked: the only call then.
  virtual void on_unusable(const base::Message& why) = 0;
};

using LoadAgain = std::function<std::shared_ptr<const engine::Model>(base::Progress& progress,
                                                                     const std::stop_token& stop)>;

/// The model that is asked, and where another one comes from after its GPU failed.
struct AskedModel {
  std::shared_ptr<const engine::Model> model;
  /// Null: a failed GPU ends everything. Called when the failed one is gone, and at most once between two
  /// answers: a GPU that fails at once again ends everything too.
  LoadAgain load_again{};
  bool answered = true;  ///< since it was loaded
};

/// Encodes the video and asks every question as the first of a conversation, over the same keys and values of
/// its frames: how a batch and a benchmark ask. Where `cache` is not null, it is looked there for what was
/// computed of the film before, and what was computed now is kept there while there is room: the windows of
/// one long film would push everything else out. What is wrong with the video or a question is its own, the
/// observer is told and the caller's next video is asked. When a GPU fails, the model is loaded again and
/// what has no answer yet is asked again: half an answer is none. Throws Error(Stopped), Error(Device) for
/// what no other video would mend, and what the observer throws.
void ask_about_film(AskedModel& asked, const FilmQuestions& film, FilmObserver& observer,
                    base::Progress& progress, const std::stop_token& stop = {},
                    const library::VideoCache* cache = nullptr);

/// To be called where something was thrown while a film was opened, decoded or encoded: why the film cannot
/// be used. A size that the film has wrong, and that no memory is enough for, is the film's fault too. Throws
/// on what ends everything: Error(Stopped), Error(Output), …
base::Message fault_of_film();

}  // namespace vp::jobs
