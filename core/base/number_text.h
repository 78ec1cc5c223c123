#pragma once

#include <string>

namespace vp::base {

// Whatever the locale, unlike printf.

/// With this many digits after the point; "unknown" for what is not finite.
std::string fixed(double value, int digits);
/// The shortest form that reads back as the same number.
std::string shortest(double value);

}  // namespace vp::base
