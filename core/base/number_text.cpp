#include "base/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace vp::base {

std::string fixed(double value, int digits) {
  if (!std::isfinite(value)) return "unknown";
  std::array<char, 400> text{};  // the largest double has 309 digits before the point
  const auto result =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits);
  return {text.data(), result.ptr};
}

std::string shortest(double value) {
  std::array<char, 400> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), result.ptr};
}

}  // namespace vp::base
