#include "transcript/foreign_text.h"

#include <cstddef>
#include <cstdint>

#include "text/utf8.h"

namespace vp::transcript {
namespace {

// What a reader should not get: control characters, the embeddings, overrides and isolates that turn the
// direction of what stands after them on the line, and U+FFFE and U+FFFF.
bool is_unwanted(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(character[i]); };
  if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
  if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;  // U+0080 to U+009F
  if (character.size() != 3) return false;
  if (byte(0) == 0xEF) return byte(1) == 0xBF && byte(2) >= 0xBE;                        // U+FFFE, U+FFFF
  return byte(0) == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) ||  // U+202A to U+202E
                             (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));   // U+2066 to U+2069
}

bool ends_line(std::string_view character) {
  return character == "\n" || character == "\r" || character == "\xC2\x85" ||  // NEL
         character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";           // U+2028, U+2029
}

}  // namespace

std::vector<std::string> lines_of(std::string_view foreign) {
  std::vector<std::string> lines(1);
  while (!foreign.empty()) {
    const text::Utf8Step step = text::next_utf8(foreign);
    const std::string_view character = foreign.substr(0, step.length);
    foreign.remove_prefix(step.length);
    if (character == "\r" && foreign.starts_with('\n')) foreign.remove_prefix(1);
    if (step.kind != text::Utf8Step::Kind::Character)
      lines.back() += text::kReplacement;
    else if (ends_line(character))
      lines.emplace_back();
    else if (character == "\t")
      lines.back() += "    ";
    else
      lines.back() += is_unwanted(character) ? text::kReplacement : character;
  }
  return lines;
}

std::string_view beginning_of(std::string_view foreign, std::size_t most_lines, std::size_t most_bytes) {
  std::size_t length = 0, lines = 1;
  while (length < foreign.size()) {
    const std::string_view rest = foreign.substr(length);
    const std::string_view character = rest.substr(0, text::next_utf8(rest).length);
    // A carriage return and a line feed are one end.
    const bool ends = ends_line(character) && !(character == "\r" && rest.substr(1, 1) == "\n");
    if (length + character.size() > most_bytes || lines > most_lines || (ends && lines == most_lines)) break;
    lines += ends ? 1 : 0;
    length += character.size();
  }
  return foreign.substr(0, length);
}

std::string joined_lines(std::string_view foreign, std::string_view separator) {
  const std::vector<std::string> lines = lines_of(foreign);
  std::string joined = lines.front();
  for (std::size_t i = 1; i < lines.size(); ++i) joined.append(separator).append(lines[i]);
  return joined;
}

std::string escaped_for_markup(std::string_view clean) {
  std::string out;
  out.reserve(clean.size());
  for (const char c : clean) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace vp::transcript
