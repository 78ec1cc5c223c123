#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vp::transcript {

// Foreign text (file names, questions, answers) as CommonMark that shows exactly this text and nothing else:
// no markup, no HTML, no link, no new block. What is not UTF-8, control characters and the characters that
// turn the direction of writing become U+FFFD.

/// On one line; a line break in the text becomes U+FFFD too.
std::string markdown_line(std::string_view foreign);

/// As a block quote that keeps the text's lines; ends with a line feed.
std::string markdown_quote(std::string_view foreign);

/// A relative path as a link destination; everything but letters, digits, "-", ".", "_", "~" and "/" is
/// percent-encoded.
std::string markdown_destination(const std::filesystem::path& path);

}  // namespace vp::transcript
