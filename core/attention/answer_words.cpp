#include <string_view>

#include "attention/answer_attention.h"

namespace vp::attention {
namespace {

bool is_space(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool is_ascii_punctuation(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code > ' ' && code < 0x7f && !(byte >= '0' && byte <= '9') && !(byte >= 'A' && byte <= 'Z') &&
         !(byte >= 'a' && byte <= 'z');
}

/// The first character of valid UTF-8; 0 for no text.
char32_t first_character(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length == 1) return lead;
  if (text.size() < length) return 0xfffd;
  char32_t character = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3fU);
  return character;
}

/// Chinese and Japanese with their punctuation: written without spaces between words.
bool stands_alone(std::string_view text) {
  const char32_t c = first_character(text);
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xffef) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

bool is_punctuation(std::string_view text) {
  if (text.empty()) return false;
  for (const char byte : text)
    if (!is_ascii_punctuation(byte)) return false;
  return true;
}

/// Whether the text goes on with the word before it.
bool goes_on(std::string_view piece) {
  return !piece.empty() && !is_space(piece.front()) && !is_ascii_punctuation(piece.front()) &&
         !stands_alone(piece);
}

}  // namespace

std::vector<AnswerWord> answer_words(const std::vector<std::string>& pieces) {
  std::vector<AnswerWord> words;
  std::string text;        // of the open word
  TokenRange open{0, 0};   // its tokens
  std::size_t silent = 0;  // the first of the tokens that have not added a character yet
  const auto close = [&] {
    const std::string_view bare = trimmed(text);
    if (!bare.empty()) words.push_back({std::string(bare), open});
    text.clear();
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view piece = pieces[i];
    if (piece.empty()) continue;  // a part of a character: it belongs to the token that completes it
    const std::string_view bare = trimmed(piece);
    const std::string_view next = i + 1 < pieces.size() ? std::string_view(pieces[i + 1]) : "";
    const bool starts = text.empty() || is_space(piece.front()) || is_space(text.back());
    const bool apart = is_punctuation(bare) && (starts || !goes_on(next));
    if (starts || apart || stands_alone(bare) || stands_alone(trimmed(text))) close();
    if (text.empty()) open.first = silent;
    text += piece;
    open.last = i + 1;
    silent = i + 1;
    if (apart) close();
  }
  close();
  return words;
}

}  // namespace vp::attention
