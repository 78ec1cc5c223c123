#pragma once

#include <QtGlobal>

namespace vp::ui {

/// A frame that the model was or is to be shown, as the timeline marks it.
struct TimelineMark {
  qint64 frame = 0;
  double time_s = 0;
  int chunk = 0;

  bool operator==(const TimelineMark&) const = default;
};

/// The left and right space around the time axis, shared by the timeline and the curve below it so that both
/// lie aligned. In pixels.
inline constexpr int kTimeAxisLeft = 46;
inline constexpr int kTimeAxisRight = 18;

}  // namespace vp::ui
