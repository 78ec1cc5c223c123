#include "text/prompt.h"

#include <string>

namespace vp::text {
namespace {

constexpr std::string_view kOpening =
    "A chat between a curious human and an artificial intelligence assistant. The assistant gives helpful, "
    "detailed, "
    "and polite answers to the human's questions. USER: ";
constexpr std::string_view kUser = "USER: ";
constexpr std::string_view kAssistant = " ASSISTANT:";

void append(std::vector<TokenId>& ids, const std::vector<TokenId>& more) {
  ids.insert(ids.end(), more.begin(), more.end());
}

/// `<s>`, the system sentence and the frames: what stands before the first question.
std::vector<TokenId> opening_ids(const Tokenizer& tokenizer, int num_frames) {
  std::vector<TokenId> ids{Tokenizer::kBegin};
  append(ids, tokenizer.encode_plain(kOpening));
  ids.insert(ids.end(), static_cast<std::size_t>(num_frames), kFrameMark);
  return ids;
}

std::string first_question(std::string_view question) {
  return "\n" + std::string(question) + std::string(kAssistant);
}

std::string later_question(std::string_view question) {
  return std::string(kUser) + std::string(question) + std::string(kAssistant);
}

}  // namespace

std::vector<TokenId> first_turn_ids(const Tokenizer& tokenizer, int num_frames, std::string_view question) {
  std::vector<TokenId> ids = opening_ids(tokenizer, num_frames);
  append(ids, tokenizer.encode_plain(first_question(question)));
  return ids;
}

std::vector<TokenId> next_turn_ids(const Tokenizer& tokenizer, std::string_view question) {
  return tokenizer.encode_plain(later_question(question));
}

std::vector<TokenId> answered_turn_ids(const Tokenizer& tokenizer, int num_frames, std::string_view question,
                                       std::string_view answer, TokenId end) {
  std::vector<TokenId> ids;
  if (num_frames > 0) ids = opening_ids(tokenizer, num_frames);
  const std::string asked = num_frames > 0 ? first_question(question) : later_question(question);
  append(ids, tokenizer.encode_plain(asked + " " + std::string(answer)));
  ids.push_back(end);
  return ids;
}

std::vector<TokenId> turn_ids(const Tokenizer& tokenizer, bool first, int num_frames,
                              std::string_view question, std::string_view answer) {
  std::vector<TokenId> ids;
  if (first) ids = opening_ids(tokenizer, num_frames);
  std::string text = first ? first_question(question) : later_question(question);
  if (!answer.empty()) text += " " + std::string(answer);
  append(ids, tokenizer.encode_plain(text));
  return ids;
}

}  // namespace vp::text
