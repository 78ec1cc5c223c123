#include "transcript/markdown_text.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/utf8.h"

namespace vp::transcript {
namespace {

// What a reader should not get: control characters, and the embeddings, overrides and isolates that turn the
// direction of what stands after them on the line.
bool is_unwanted(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(character[i]); };
  if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
  if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;  // U+0080 to U+009F
  if (character.size() != 3 || byte(0) != 0xE2) return false;
  return (byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) ||  // U+202A to U+202E
         (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9);    // U+2066 to U+2069
}

bool ends_line(std::string_view character) {
  return character == "\n" || character == "\r" || character == "\xC2\x85" ||  // NEL
         character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";           // U+2028, U+2029
}

// The lines of a text, in valid UTF-8.
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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_w(char c) {
  return c == 'w' || c == 'W';
}

std::string escaped(const std::string& line) {
  // Spaces at a line's beginning make code blocks, at its end line breaks; the entity keeps them as text.
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  const std::size_t end = line.find_last_not_of(' ') + 1;
  std::string out;
  for (std::size_t i = 0; i < begin; ++i) out += "&nbsp;";

  std::size_t digits_end = begin;
  while (digits_end < end && is_digit(line[digits_end])) ++digits_end;
  for (std::size_t i = begin; i < end; ++i) {
    const char c = line[i];
    const bool anywhere = std::string_view("\\`*_[]<>&|~#$^@{}").find(c) != std::string_view::npos;
    // Lists, headings and rules begin a line; "1." and "1)" begin a numbered list.
    const bool first = i == begin && std::string_view("+-=:").find(c) != std::string_view::npos;
    const bool numbering = i == digits_end && digits_end > begin && (c == '.' || c == ')');
    // Many readers make links of "https://…" and "www.…" without any markup.
    const bool scheme = c == ':' && i + 1 < end && line[i + 1] == '/';
    const bool www =
        c == '.' && i >= begin + 3 && is_w(line[i - 1]) && is_w(line[i - 2]) && is_w(line[i - 3]);
    if (anywhere || first || numbering || scheme || www) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string markdown_line(std::string_view foreign) {
  const std::vector<std::string> lines = lines_of(foreign);
  std::string joined = lines.front();
  for (std::size_t i = 1; i < lines.size(); ++i) joined.append(text::kReplacement).append(lines[i]);
  return escaped(joined);
}

std::string markdown_quote(std::string_view foreign) {
  std::vector<std::string> lines;
  for (const std::string& line : lines_of(foreign)) lines.push_back(escaped(line));
  while (lines.size() > 1 && lines.back().empty()) lines.pop_back();
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += lines[i].empty() ? ">" : "> " + lines[i];
    // A backslash at the end is CommonMark's hard line break.
    if (!lines[i].empty() && i + 1 < lines.size() && !lines[i + 1].empty()) out += '\\';
    out += '\n';
  }
  return out;
}

std::string markdown_destination(const std::filesystem::path& path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const std::filesystem::path normal = path.lexically_normal();
  // Two slashes at the beginning would name a host.
  std::string out = normal.is_absolute() ? "/" : "./";
  for (const char c : normal.relative_path().generic_string()) {
    const auto byte = static_cast<std::uint8_t>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace vp::transcript
