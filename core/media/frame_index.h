#pragma once

#include <cstdint>
#include <vector>

#include "base/timestamp.h"

namespace vp::media {

/// The exact map between frame numbers and presentation timestamps: frame i is the i-th picture in the order
/// of presentation. Built from the packets' timestamps without decoding.
class FrameIndex {
 public:
  FrameIndex() = default;
  /// `pts` in ticks of `time_base`, in any order. Several frames may have the same.
  FrameIndex(std::vector<std::int64_t> pts, base::Rational time_base);

  std::int64_t size() const { return static_cast<std::int64_t>(pts_.size()); }
  /// 0 <= index < size().
  base::Timestamp timestamp(std::int64_t index) const;
  /// Seconds from the first frame to frame `index`: the time that a player shows.
  double seconds(std::int64_t index) const;
  /// The frame that is on the screen `seconds` after the first frame; clamped to [0, size() - 1].
  std::int64_t index_at(double seconds) const;
  base::Rational time_base() const { return time_base_; }

 private:
  std::vector<std::int64_t> pts_;
  base::Rational time_base_{1, 1000000};
};

}  // namespace vp::media
