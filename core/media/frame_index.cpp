#include "media/frame_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace vp::media {
namespace {

// seconds() is not always representable, so a time that came from it may lie a hair before its tick.
constexpr double kTickTolerance = 1e-3;

/// count / seconds, where seconds are ticks * base, with both numbers small enough to be stored anywhere.
base::Rational rate_of(std::int64_t count, std::int64_t ticks, base::Rational base) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  std::int64_t num = count, den = ticks, scale_num = base.den, scale_den = base.num;
  const auto reduce = [](std::int64_t& a, std::int64_t& b) {
    const std::int64_t common = std::gcd(a, b);
    a /= common;
    b /= common;
  };
  reduce(num, den);
  reduce(scale_num, scale_den);
  reduce(num, scale_den);
  reduce(scale_num, den);
  if (num <= kMost / scale_num && den <= kMost / scale_den) return {num * scale_num, den * scale_den};
  const double rate = static_cast<double>(num) / static_cast<double>(den) * static_cast<double>(scale_num) /
                      static_cast<double>(scale_den);
  constexpr double kFine = 1e6;
  if (rate >= 1)
    return {std::llround(std::min(rate, kMost / kFine) * kFine), static_cast<std::int64_t>(kFine)};
  return {static_cast<std::int64_t>(kFine), std::llround(std::min(kFine / rate, static_cast<double>(kMost)))};
}

}  // namespace

FrameIndex::FrameIndex(std::vector<std::int64_t> pts, base::Rational time_base, std::int64_t last_duration)
    : pts_(std::move(pts)), time_base_(time_base), last_duration_(last_duration) {
  assert(time_base.num > 0 && time_base.den > 0 && last_duration >= 0);
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

double FrameIndex::ticks(double seconds) const {
  return seconds * static_cast<double>(time_base_.den) / static_cast<double>(time_base_.num);
}

std::int64_t FrameIndex::index_at(double seconds) const {
  if (pts_.empty() || !(seconds > 0)) return 0;  // also for a NaN
  const double wanted = ticks(seconds) + kTickTolerance;
  const double last = static_cast<double>(pts_.back() - pts_.front());
  if (wanted >= last) return size() - 1;
  const std::int64_t pts = pts_.front() + static_cast<std::int64_t>(std::floor(wanted));
  return std::upper_bound(pts_.begin(), pts_.end(), pts) - pts_.begin() - 1;
}

std::int64_t FrameIndex::first_from(double seconds) const {
  if (pts_.empty() || !(seconds > 0)) return 0;  // also for a NaN
  const double wanted = ticks(seconds) - kTickTolerance;
  if (wanted > static_cast<double>(pts_.back() - pts_.front())) return size();
  const std::int64_t pts = pts_.front() + static_cast<std::int64_t>(std::ceil(wanted));
  return std::lower_bound(pts_.begin(), pts_.end(), pts) - pts_.begin();
}

double FrameIndex::shown_s(std::int64_t index) const {
  const double end = index + 1 < size() ? seconds(index + 1) : duration_s();
  return std::max(0.0, end - seconds(index));
}

double FrameIndex::duration_s() const {
  if (pts_.empty()) return 0;
  const std::int64_t between = pts_.back() - pts_.front();
  const std::int64_t mean = size() > 1 ? between / (size() - 1) : 0;
  return static_cast<double>(between + (last_duration_ > 0 ? last_duration_ : mean)) * time_base_.value();
}

base::Rational FrameIndex::average_rate() const {
  const std::int64_t between = pts_.empty() ? 0 : pts_.back() - pts_.front();
  if (between == 0) return {0, 1};
  // Frames as regular as ticks can be give the rate that they have: how long the last one is shown may be a
  // guess of the container's. Others are counted over all of the time that they fill.
  const base::Rational regular = rate_of(size() - 1, between, time_base_);
  if (last_duration_ == 0 || keeps_rate(regular.value())) return regular;
  return rate_of(size(), between + last_duration_, time_base_);
}

bool FrameIndex::keeps_rate(double fps) const {
  if (!std::isfinite(fps) || fps <= 0) return false;
  // The first frame's time is rounded to a tick as well as the other's.
  constexpr double kRounding = 1 + kTickTolerance;
  const double frame = ticks(1 / fps);
  for (std::size_t i = 0; i < pts_.size(); ++i) {
    const double late = static_cast<double>(pts_[i] - pts_.front()) - static_cast<double>(i) * frame;
    if (std::abs(late) > kRounding) return false;
  }
  return true;
}

}  // namespace vp::media
