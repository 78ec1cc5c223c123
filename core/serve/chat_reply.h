#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "serve/request_error.h"

namespace vp::serve {

struct TokenProbability {
  std::string bytes;  ///< that the token adds; not always whole characters
  double log_probability = 0;
};

/// What the model looked at while it answered.
struct Evidence {
  struct Frame {
    double time_s = 0;
    double share = 0;  ///< of the answer's attention
  };
  double visual_share = 0;    ///< of the answer's attention the part on the frames
  std::vector<Frame> frames;  ///< empty where tokens do not belong to single frames
};

/// An answer at its end, but for its text.
struct AnswerFacts {
  std::string finish;         ///< "end_token", "length", "stop_string", "time_limit", "repetition"
  std::string finish_reason;  ///< OpenAI's word: "stop", "length"
  std::int64_t prompt_tokens = 0, reused_tokens = 0, answer_tokens = 0, left_out_turns = 0;
  struct Frame {
    std::int64_t index = 0;
    double time_s = 0;
  };
  std::vector<Frame> frames;
  bool film_was_known = false;  ///< it had been encoded before
  double encode_ms = 0, prefill_ms = 0, first_token_ms = 0, total_ms = 0;
  std::string model_hash, device, dtype;
  std::vector<std::string> warnings;
  std::vector<TokenProbability> tokens;  ///< where they were asked for
  bool has_tokens = false;
  std::optional<Evidence> evidence;
};

/// What every part of one reply says.
struct ReplyHead {
  std::string id;
  std::int64_t created_s = 0;  ///< after 1970
  std::string model;
};

/// The body of a reply that is not streamed.
std::string whole_reply(const ReplyHead& head, std::string_view text, const AnswerFacts& facts);

// A streamed reply, event by event: the opening, pieces of text, the end, where it was asked for the usage,
// "[DONE]". Log-probabilities are known at the end and come with it.
std::string opening_event(const ReplyHead& head, bool with_usage);
std::string text_event(const ReplyHead& head, std::string_view piece, bool with_usage);
std::string end_event(const ReplyHead& head, const AnswerFacts& facts, bool with_usage);
std::string usage_event(const ReplyHead& head, const AnswerFacts& facts);
std::string error_event(const RequestFault& fault);
std::string done_event();

/// {"error": {message, type, param, code}}
std::string error_body(const RequestFault& fault);
/// The body of GET /v1/models.
std::string models_body(const std::string& model, std::int64_t created_s, std::int64_t context);

}  // namespace vp::serve
