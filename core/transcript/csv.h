#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace vp::transcript {

/// A spreadsheet computes what begins with =, +, - or @, and a formula can send the sheet away: such a text
/// gets an apostrophe before it.
std::string defused(std::string text);

/// A foreign text as a quoted field of CSV (RFC 4180), cleaned as lines_of() does, and defused.
std::string csv_text(std::string_view foreign);

/// The shortest text that reads back as this number; empty for one that is not finite.
std::string csv_number(double value);

/// The items as texts with spaces between them.
template <typename Items, typename Text>
std::string csv_list(const Items& items, const Text& text) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += ' ';
    out += text(item);
  }
  return out;
}

/// The fields, which are written already, as one record with its line break.
std::string csv_record(std::initializer_list<std::string> fields);

}  // namespace vp::transcript
