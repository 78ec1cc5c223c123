#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "engine/conversation.h"
#include "engine/model.h"
#include "eval/prediction.h"
#include "jobs/film_questions.h"
#include "media/open_options.h"

namespace vp::eval {

/// The longest answer to a multiple choice, in tokens: a letter or an option.
inline constexpr std::int64_t kLongestChoice = 32;

/// What is asked, and how.
struct EvaluationRequest {
  std::vector<Question> questions;
  std::filesystem::path videos;  ///< the folder in which videos lie that no question has the file of
  media::OpenOptions open;       ///< which video stream of each file, and what is done with its pictures
  std::int64_t max_new_tokens = 1024;  ///< longest answer
  int frames = 0;  ///< of each video; a multiple of the chunk length (4); 0: the checkpoint's number
  bool likelihoods = false;   ///< of a multiple choice's options, too: of their letters and of their texts
  bool without_film = false;  ///< the same prompts without any frame

  /// Throws Error(Usage).
  void validate() const;
};

/// The questions of each part of a film together, in the order of the first ones: what can be asked piece by
/// piece without encoding a film twice.
std::vector<std::vector<Question>> by_film(const std::vector<Question>& questions);

/// What answers and how it is asked, in one line: predictions of two such are not to be mixed.
std::string model_line(const engine::ModelFacts& model, const EvaluationRequest& request);

/// Answers every question (see asked_text()) greedily and hands each answer to `on_answer` as soon as it is
/// there. A video is encoded once for all its questions about the same part of it, but each is asked as the
/// first of a conversation. A video or a question that cannot be used gives predictions with an error and a
/// warning, and the rest goes on. Of `progress` only warnings are used: how far it is, the calls of
/// `on_answer` say. After a GPU failed see jobs::AskedModel. Throws Error(Device), Error(Stopped), and what
/// `on_answer` throws; Error(Video) after the last question when none of them could be answered.
void answer_questions(jobs::AskedModel& asked, const EvaluationRequest& request,
                      const std::function<void(const Prediction&)>& on_answer, base::Progress& progress,
                      const std::stop_token& stop = {});

}  // namespace vp::eval
