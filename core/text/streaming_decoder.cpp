#include <utility>

#include "text/tokenizer.h"
#include "text/utf8.h"

namespace vp::text {

std::string StreamingDecoder::push(TokenId id) {
  std::string bytes = tokenizer_->token_bytes(id);
  if (bytes.empty()) return {};
  const bool first = std::exchange(at_start_, false);
  if (!tokenizer_->is_byte_token(id)) {
    // Encoding put a space before the text; only the first token can carry it.
    if (first && tokenizer_->adds_prefix_space() && bytes.front() == ' ') bytes.erase(0, 1);
    // A text token ends a run of byte tokens: a character is never made of both.
    return finish() + bytes;
  }

  pending_ += bytes;
  std::string text;
  std::size_t at = 0;
  while (at < pending_.size()) {
    const Utf8Step step = next_utf8(std::string_view(pending_).substr(at));
    if (step.kind == Utf8Step::Kind::Unfinished) break;
    if (step.kind == Utf8Step::Kind::Character)
      text.append(pending_, at, step.length);
    else
      text += kReplacement;
    at += step.length;
  }
  pending_.erase(0, at);
  return text;
}

std::string StreamingDecoder::finish() {
  return valid_utf8(std::exchange(pending_, {}));
}

}  // namespace vp::text
