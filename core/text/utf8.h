#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vp::text {

/// U+FFFD, what stands for a byte that belongs to no character.
inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// What a text begins with.
struct Utf8Step {
  enum class Kind {
    Character,  ///< `length` bytes are one character
    Invalid,    ///< the first byte belongs to no character; length = 1
    Unfinished  ///< a character may begin here, the text ends inside it; length = the rest of the text
  };
  Kind kind;
  std::size_t length;
};

/// `text` is not empty. Surrogates, overlong forms and values past U+10FFFF are no characters.
Utf8Step next_utf8(std::string_view text);

/// The text with U+FFFD for every byte that belongs to no character: SentencePiece's rule.
std::string valid_utf8(std::string_view text);

}  // namespace vp::text
