#pragma once

#include <QSize>
#include <algorithm>
#include <cmath>

namespace vp::ui {

/// The largest size of this shape that fits into `room`, rounded as media::VideoReader rounds, so that a
/// picture made for a place has exactly its size.
inline QSize fitted_size(QSize shape, QSize room) {
  const double factor = std::min(static_cast<double>(room.width()) / std::max(shape.width(), 1),
                                 static_cast<double>(room.height()) / std::max(shape.height(), 1));
  return {std::max(1, static_cast<int>(std::lround(shape.width() * factor))),
          std::max(1, static_cast<int>(std::lround(shape.height() * factor)))};
}

}  // namespace vp::ui
