#pragma once

#include <QtGlobal>

namespace vp::ui {

/// A frame of the film that a model was shown.
struct SeenFrame {
  qint64 index = 0;   ///< among the film's frames
  double time_s = 0;  ///< after the first frame

  bool operator==(const SeenFrame&) const = default;
};

}  // namespace vp::ui
