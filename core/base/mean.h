#pragma once

#include <limits>
#include <span>

namespace vp::base {

/// NaN for no values.
inline double mean(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += value;
  return values.empty() ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(values.size());
}

}  // namespace vp::base
