#pragma once

#include <compare>
#include <cstdint>

namespace vp::base {

/// A ratio of two integers, as containers store frame rates and time bases. den > 0.
struct Rational {
  std::int64_t num = 0;
  std::int64_t den = 1;

  double value() const { return static_cast<double>(num) / static_cast<double>(den); }
  bool operator==(const Rational&) const = default;
};

/// A point of presentation time: `pts` ticks of `time_base` seconds. No floating point is kept, so that a
/// frame found once is found again exactly.
struct Timestamp {
  std::int64_t pts = 0;
  Rational time_base{1, 1000000};

  double seconds() const {
    return static_cast<double>(pts) * static_cast<double>(time_base.num) / static_cast<double>(time_base.den);
  }
  bool operator==(const Timestamp&) const = default;
};

}  // namespace vp::base
