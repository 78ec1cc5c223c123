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
  /// `pts` in ticks of `time_base`, in any order. Several frames may have the same. `last_duration`: how many
  /// ticks the last frame is shown; 0 where that is not known: as long as the others on average.
  FrameIndex(std::vector<std::int64_t> pts, base::Rational time_base, std::int64_t last_duration = 0);

  std::int64_t size() const { return static_cast<std::int64_t>(pts_.size()); }
  /// 0 <= index < size().
  base::Timestamp timestamp(std::int64_t index) const;
  /// Seconds from the first frame to frame `index`: the time that the window's player shows.
  double seconds(std::int64_t index) const;
  /// The frame that is on the screen `seconds` after the first frame; clamped to [0, size() - 1].
  std::int64_t index_at(double seconds) const;
  /// The first frame that begins `seconds` after the first one or later; size() where none does.
  std::int64_t first_from(double seconds) const;
  base::Rational time_base() const { return time_base_; }

  /// Seconds that frame `index` is on the screen: until the next one begins.
  double shown_s(std::int64_t index) const;
  /// Seconds from the first frame's start to the last frame's end.
  double duration_s() const;
  /// Frames a second by their true times; 0/1 for less than two frames, or where all have the same time.
  base::Rational average_rate() const;
  /// Whether frame i begins i / `fps` seconds after the first one, for every i, as exactly as the container's
  /// ticks can say that.
  bool keeps_rate(double fps) const;

 private:
  double ticks(double seconds) const;

  std::vector<std::int64_t> pts_;
  base::Rational time_base_{1, 1000000};
  std::int64_t last_duration_ = 0;
};

}  // namespace vp::media
