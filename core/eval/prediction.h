#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "media/frame_sampling.h"

namespace vp::eval {

/// An id as a file gives it. The number 7 and the text "7" are the same question.
struct QuestionId {
  std::string text;
  bool is_number = false;  ///< written without quotes

  bool operator==(const QuestionId& other) const { return text == other.text; }
};

/// A part of a film, in seconds.
struct Span {
  double start_s = 0;
  double end_s = 0;
};

/// A question of a benchmark with the answer that is expected.
struct Question {
  QuestionId id;
  std::string video_name;  ///< with or without an ending
  std::string question;
  std::string answer;  ///< of a multiple choice, the right option
  std::string type;    ///< empty where the files have none
  /// The same asked in other words (Video-ChatGPT's consistency); empty elsewhere.
  std::string second_question{};
  bool short_names = false;            ///< its files say "Q" and "A", and so do its predictions
  std::vector<std::string> options{};  ///< of a multiple choice, without letters; empty for an open question
  std::int64_t right = -1;             ///< the place of the right option
  std::string duration{};        ///< the group by duration that the files give; empty where there is none
  media::TimeRange range{};      ///< the part of the film that is shown
  std::vector<Span> evidence{};  ///< where the film shows the answer, where the files say so
  std::filesystem::path film{};  ///< the video file where it was found; empty: to be looked for by its name

  bool is_choice() const { return !options.empty(); }
};

/// How likely each option is as the answer, by the model that answered: natural logarithms.
struct OptionLikelihoods {
  std::vector<double> letters;       ///< of its letter
  std::vector<double> texts;         ///< of its text, summed over its tokens
  std::vector<std::int64_t> tokens;  ///< of its text
};

/// What was said about a question.
struct Prediction {
  Question question;
  std::string answer;               ///< of the model
  std::string error;                ///< why there is no answer; empty where there is one
  std::string second_answer{};      ///< to the second question, where there is one
  OptionLikelihoods likelihoods{};  ///< empty lists where they were not computed
  std::string model{};              ///< what answered, and how it was asked; empty where it was not written
};

}  // namespace vp::eval
