#include "transcript/csv.h"

#include <cmath>

#include "base/number_text.h"
#include "transcript/foreign_text.h"

namespace vp::transcript {

std::string defused(std::string text) {
  return !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos ? "'" + text
                                                                                                : text;
}

std::string csv_text(std::string_view foreign) {
  std::string out = "\"";
  for (const char c : defused(joined_lines(foreign, "\n"))) {
    out += c;
    if (c == '"') out += c;
  }
  return out + "\"";
}

std::string csv_number(double value) {
  return std::isfinite(value) ? base::shortest(value) : std::string();
}

std::string csv_record(std::initializer_list<std::string> fields) {
  std::string out;
  for (const std::string& field : fields) {
    if (&field != fields.begin()) out += ',';
    out += field;
  }
  return out + "\r\n";
}

}  // namespace vp::transcript
