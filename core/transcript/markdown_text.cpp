#include "transcript/markdown_text.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/utf8.h"
#include "transcript/foreign_text.h"

namespace vp::transcript {
namespace {

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
  return escaped(joined_lines(foreign, text::kReplacement));
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
