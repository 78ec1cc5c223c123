#include "video_chatgpt/prompt.h"

#include <cstddef>
#include <string>

#include "text/prompt.h"

namespace vp::video_chatgpt {
namespace {

using text::TokenId;

// Without a space behind "language.": so it was trained.
constexpr std::string_view kOpening =
    "You are Video-ChatGPT, a large vision-language assistant. You are able to understand the video content "
    "that the user provides, and assist the user with a variety of tasks using natural language."
    "Follow the instructions carefully and explain your answers in detail based on the provided video. "
    "USER: ";

// That version of the fast tokenizer has no merges into pieces of score 0, which is "▁▁" in LLaMA's file.
constexpr text::EncodingRule kFast{.merges_unscored = false};

std::string assistant(std::string_view answer) {
  return answer.empty() ? " ASSISTANT:" : " ASSISTANT: " + std::string(answer);
}

void append(std::vector<TokenId>& ids, const std::vector<TokenId>& more) {
  ids.insert(ids.end(), more.begin(), more.end());
}

}  // namespace

std::vector<TokenId> first_turn_ids(const text::Tokenizer& tokenizer, const VideoTokens& video, int slots,
                                    std::string_view question, std::string_view answer) {
  std::vector<TokenId> ids{text::Tokenizer::kBegin};
  const std::string opening = std::string(kOpening) + std::string(question);
  if (slots == 0) {  // no film
    append(ids, tokenizer.encode_plain(opening + assistant(answer), kFast));
    return ids;
  }
  append(ids, tokenizer.encode_plain(opening + "\n", kFast));
  ids.push_back(video.start);
  ids.insert(ids.end(), static_cast<std::size_t>(slots), text::kFrameMark);
  ids.push_back(video.end);
  append(ids, tokenizer.encode_plain(assistant(answer), kFast));
  return ids;
}

std::vector<TokenId> later_turn_ids(const text::Tokenizer& tokenizer, std::string_view question,
                                    std::string_view answer) {
  return tokenizer.encode_plain("USER: " + std::string(question) + assistant(answer), kFast);
}

}  // namespace vp::video_chatgpt
