#include "video_llava/prompt.h"

#include <cstddef>
#include <string>

#include "text/prompt.h"

namespace vp::video_llava {
namespace {

using text::TokenId;

std::string asked(std::string_view before, std::string_view question, std::string_view answer) {
  std::string all = std::string(before) + std::string(question) + " ASSISTANT:";
  return answer.empty() ? all : all + " " + std::string(answer);
}

void append(std::vector<TokenId>& ids, const std::vector<TokenId>& more) {
  ids.insert(ids.end(), more.begin(), more.end());
}

// tokenizer.json has the space only before the very first piece.
constexpr text::EncodingRule kInside{.prefix_space = false};

}  // namespace

std::vector<TokenId> later_turn_ids(const text::Tokenizer& tokenizer, std::string_view question,
                                    std::string_view answer) {
  return tokenizer.encode_after_end(asked("USER: ", question, answer));
}

std::vector<TokenId> first_turn_ids_hf(const text::Tokenizer& tokenizer, int num_frames,
                                       std::string_view question, std::string_view answer) {
  std::vector<TokenId> ids{text::Tokenizer::kBegin};
  append(ids, tokenizer.encode_plain("USER: "));
  ids.insert(ids.end(), static_cast<std::size_t>(num_frames), text::kFrameMark);
  append(ids, tokenizer.encode_plain(asked("\n", question, answer), kInside));
  return ids;
}

std::vector<TokenId> later_turn_ids_hf(const text::Tokenizer& tokenizer, std::string_view question,
                                       std::string_view answer) {
  return tokenizer.encode_plain(asked(" USER: ", question, answer), kInside);
}

}  // namespace vp::video_llava
