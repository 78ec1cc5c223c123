#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vp::eval {

/// An id as a file gives it. The number 7 and the text "7" are the same question.
struct QuestionId {
  std::string text;
  bool is_number = false;  ///< written without quotes

  bool operator==(const QuestionId& other) const { return text == other.text; }
};

/// A question of a benchmark with the answer that is expected.
struct Question {
  QuestionId id;
  std::string video_name;  ///< with or without an ending
  std::string question;
  std::string answer;
  std::string type;  ///< empty where the files have none
};

/// What was said about a question.
struct Prediction {
  Question question;
  std::string answer;  ///< of the model
  std::string error;   ///< why there is no answer; empty where there is one
};

}  // namespace vp::eval
