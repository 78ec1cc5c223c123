#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vp::transcript {

/// The lines of a foreign text (file names, questions, answers) in valid UTF-8. What is not UTF-8, control
/// characters, characters that no XML may hold and those that turn the direction of writing become U+FFFD; a
/// tab becomes four spaces. At least one line.
std::vector<std::string> lines_of(std::string_view foreign);

/// The beginning of a foreign text, at most so many of its lines and bytes; ends between two characters.
std::string_view beginning_of(std::string_view foreign, std::size_t most_lines, std::size_t most_bytes);

/// The same lines with `separator` between them.
std::string joined_lines(std::string_view foreign, std::string_view separator);

/// For the text and the attributes of HTML and XML: &, <, >, " and ' as references.
std::string escaped_for_markup(std::string_view clean);

}  // namespace vp::transcript
