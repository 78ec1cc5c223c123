#include "media/frame_rate.h"

#include <algorithm>
#include <cmath>

namespace vp::media {
namespace {

/// Whether `count` frames at this rate fill this time, but for one of them or a rounding of the rate.
bool fills(std::int64_t count, double rate, double seconds) {
  constexpr double kRounding = 5e-4;  // 30 instead of 29.97 is another rate
  return std::abs(static_cast<double>(count) / rate - seconds) <= std::max(1 / rate, kRounding * seconds);
}

}  // namespace

base::Rational average_rate(const FrameIndex& index, base::Rational header) {
  const base::Rational by_times = index.average_rate();
  if (by_times.num <= 0) return header;
  if (header.num <= 0) return by_times;
  const double rate = header.value();
  const std::int64_t last = index.size() - 1;
  // The average in a header may count how long the last frame is shown, or not.
  const bool right = index.keeps_rate(rate) || fills(last, rate, index.seconds(last)) ||
                     fills(index.size(), rate, index.duration_s());
  return right ? header : by_times;
}

}  // namespace vp::media
