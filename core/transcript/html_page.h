#pragma once

// What the pages that are written here have in common.
#include <string>
#include <string_view>
#include <vector>

#include "transcript/report.h"

namespace vp::transcript {

/// Everything before a page's own content. `title` is markup already.
std::string html_head(std::string_view title);
inline constexpr std::string_view kHtmlFoot = "</body>\n</html>\n";

/// A foreign text on one line, as markup that shows exactly it.
std::string html_line(std::string_view foreign);
/// The same with the text's lines.
std::string html_block(std::string_view foreign);
/// Appends a list of names and values.
void html_definitions(std::string& out, const std::vector<Report::Item>& items);

}  // namespace vp::transcript
