#include "text/utf8.h"

namespace vp::text {

Utf8Step next_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  std::size_t length = 0;
  // The lead byte narrows the second one: no overlong forms, no surrogates, nothing past U+10FFFF.
  unsigned char lowest = 0x80;
  unsigned char highest = 0xBF;
  if (lead < 0x80) {
    return {Utf8Step::Kind::Character, 1};
  } else if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) lowest = 0xA0;
    if (lead == 0xED) highest = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) lowest = 0x90;
    if (lead == 0xF4) highest = 0x8F;
  } else {
    return {Utf8Step::Kind::Invalid, 1};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size()) return {Utf8Step::Kind::Unfinished, text.size()};
    if (byte(i) < lowest || byte(i) > highest) return {Utf8Step::Kind::Invalid, 1};
    lowest = 0x80;
    highest = 0xBF;
  }
  return {Utf8Step::Kind::Character, length};
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const Utf8Step step = next_utf8(text);
    if (step.kind == Utf8Step::Kind::Character) {
      valid += text.substr(0, step.length);
      text.remove_prefix(step.length);
    } else {
      valid += kReplacement;
      text.remove_prefix(1);
    }
  }
  return valid;
}

}  // namespace vp::text
