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

}  // namespace vp::ui
