#include "transcript/markdown_text.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vp::transcript {
namespace {

constexpr char32_t kReplacement = U'\uFFFD';

// The next code point of `text` from `position` on, which moves behind it. A malformed sequence gives U+FFFD
// for its longest well-formed beginning (Unicode 15, section 3.9, table 3-7).
char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(position++);
  if (lead < 0x80) return lead;
  if (lead < 0xC2 || lead > 0xF4) return kReplacement;
  const int following = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t code = lead & (0x3Fu >> following);
  // The second byte's range excludes overlong forms, surrogates and what is above U+10FFFF.
  std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (int i = 0; i < following; ++i) {
    if (position >= text.size() || byte(position) < low || byte(position) > high) return kReplacement;
    code = code << 6 | (byte(position++) & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return code;
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

bool is_unwanted(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  // Embeddings, overrides and isolates: they would turn what stands after them on the line.
  const bool turns_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return control || turns_direction;
}

// The lines of a text, repaired. CR LF, CR, LF, NEL, U+2028 and U+2029 end a line.
std::vector<std::u32string> lines_of(std::string_view text) {
  std::vector<std::u32string> lines(1);
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position);
    if (c == U'\r' && position < text.size() && text[position] == '\n') ++position;
    if (c == U'\r' || c == U'\n' || c == 0x85 || c == 0x2028 || c == 0x2029)
      lines.emplace_back();
    else if (c == U'\t')
      lines.back() += U"    ";
    else
      lines.back() += is_unwanted(c) ? kReplacement : c;
  }
  return lines;
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_w(char32_t c) {
  return c == U'w' || c == U'W';
}

std::string escaped(const std::u32string& line) {
  // Spaces at a line's beginning make code blocks, at its end line breaks; the entity keeps them as text.
  const std::size_t begin = line.find_first_not_of(U' ');
  if (begin == std::u32string::npos) return {};
  const std::size_t end = line.find_last_not_of(U' ') + 1;
  std::string out;
  for (std::size_t i = 0; i < begin; ++i) out += "&nbsp;";

  std::size_t digits_end = begin;
  while (digits_end < end && is_digit(line[digits_end])) ++digits_end;
  for (std::size_t i = begin; i < end; ++i) {
    const char32_t c = line[i];
    const bool anywhere = std::u32string_view(U"\\`*_[]<>&|~#$^@{}").find(c) != std::u32string_view::npos;
    // Lists, headings and rules begin a line; "1." and "1)" begin a numbered list.
    const bool first = i == begin && std::u32string_view(U"+-=:").find(c) != std::u32string_view::npos;
    const bool numbering = i == digits_end && digits_end > begin && (c == U'.' || c == U')');
    // Many readers make links of "https://…" and "www.…" without any markup.
    const bool scheme = c == U':' && i + 1 < end && line[i + 1] == U'/';
    const bool www =
        c == U'.' && i >= begin + 3 && is_w(line[i - 1]) && is_w(line[i - 2]) && is_w(line[i - 3]);
    if (anywhere || first || numbering || scheme || www) out += '\\';
    append_utf8(out, c);
  }
  return out;
}

}  // namespace

std::string markdown_line(std::string_view text) {
  std::u32string joined;
  const std::vector<std::u32string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) joined += kReplacement;
    joined += lines[i];
  }
  return escaped(joined);
}

std::string markdown_quote(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::u32string& line : lines_of(text)) lines.push_back(escaped(line));
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
