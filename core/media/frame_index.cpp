#include "media/frame_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace vp::media {
FrameIndex::FrameIndex(std::vector<std::int64_t> pts, base::Rational time_base)
    : pts_(std::move(pts)), time_base_(time_base) {
  assert(time_base.num > 0 && time_base.den > 0);
  if (!std::is_sorted(pts_.begin(), pts_.end())) std::sort(pts_.begin(), pts_.end());
}

base::Timestamp FrameIndex::timestamp(std::int64_t index) const {
  assert(index >= 0 && index < size());
  return {pts_[static_cast<std::size_t>(index)], time_base_};
}

double FrameIndex::seconds(std::int64_t index) const {
  assert(index >= 0 && index < size());
  // Multiplied before divided: 30 ticks of 1/30 s are exactly one second.
  return static_cast<double>(pts_[static_cast<std::size_t>(index)] - pts_.front()) *
         static_cast<double>(time_base_.num) / static_cast<double>(time_base_.den);
}

std::int64_t FrameIndex::index_at(double seconds) const {
  if (pts_.empty() || !(seconds > 0)) return 0;  // also for a NaN
  // seconds() is not always representable, so a time that came from it may lie a hair before its tick.
  constexpr double kTickTolerance = 1e-3;
  const double ticks =
      seconds * static_cast<double>(time_base_.den) / static_cast<double>(time_base_.num) + kTickTolerance;
  const double last = static_cast<double>(pts_.back() - pts_.front());
  if (ticks >= last) return size() - 1;
  const std::int64_t pts = pts_.front() + static_cast<std::int64_t>(std::floor(ticks));
  return std::upper_bound(pts_.begin(), pts_.end(), pts) - pts_.begin() - 1;
}

}  // namespace vp::media
