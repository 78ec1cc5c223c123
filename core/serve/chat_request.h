#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/turn.h"
#include "serve/request_error.h"
#include "serve/request_limits.h"

namespace vp::serve {

/// What a conversation is about.
struct ChatFilm {
  enum class Kind {
    None,
    File,     ///< below an allowed folder
    Data,     ///< a film's bytes came with the request
    Pictures  ///< its frames did, each as a file of its own
  } kind = Kind::None;
  std::filesystem::path file{};      ///< of File
  std::vector<std::string> bytes{};  ///< of Data one, of Pictures one each

  bool operator==(const ChatFilm&) const = default;
};

/// A question and the answer that was given to it.
struct ChatTurn {
  std::string question, answer;

  bool operator==(const ChatTurn&) const = default;
};

/// The body of a POST to /v1/chat/completions, checked.
struct ChatRequest {
  std::vector<ChatTurn> turns;  ///< before the question
  std::string question;
  ChatFilm film;
  int frames = 0;  ///< that are wanted of the film; 0: the model's own number
  std::optional<std::int64_t> start_s, end_s;
  engine::AskOptions ask;
  std::vector<std::string> stop;
  bool stream = false;
  bool include_usage = false;
  bool log_probabilities = false;
  std::string user;  ///< whom it is for, where a program asks for several
};

/// Reads a body that may come from anyone. What is not known is passed over, as OpenAI's own clients expect;
/// what is known and would change the answer, and cannot be done here, is refused. The model's template has
/// its own opening: what a system message says stands before the first question. Throws RequestError.
ChatRequest read_chat_request(std::string_view body, const RequestLimits& limits);

}  // namespace vp::serve
