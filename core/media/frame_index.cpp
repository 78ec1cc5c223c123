#include "media/frame_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace vp::media {
namespace {

void sort_unique(std::vector<std::int64_t>& values) {
  if (!std::is_sorted(values.begin(), values.end())) std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

FrameIndex::FrameIndex(std::vector<std::int64_t> pts, std::vector<std::int64_t> keyframes,
                       base::Rational time_base)
    : pts_(std::move(pts)), keyframes_(std::move(keyframes)), time_base_(time_base) {
  assert(time_base.num > 0 && time_base.den > 0);
  sort_unique(pts_);
  sort_unique(keyframes_);
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

std::int64_t FrameIndex::index_of(std::int64_t pts) const {
  const auto found = std::lower_bound(pts_.begin(), pts_.end(), pts);
  return found != pts_.end() && *found == pts ? found - pts_.begin() : -1;
}

std::int64_t FrameIndex::keyframe_before(std::int64_t pts) const {
  if (keyframes_.empty()) return pts_.empty() ? pts : pts_.front();
  const auto after = std::upper_bound(keyframes_.begin(), keyframes_.end(), pts);
  return after == keyframes_.begin() ? keyframes_.front() : *(after - 1);
}

}  // namespace vp::media
