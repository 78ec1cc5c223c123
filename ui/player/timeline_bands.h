#pragma once

#include "ui/player/frame_thumbnail.h"

namespace vp::ui {

/// Where the bands of the timeline lie, in device-independent pixels from its top.
inline constexpr double kMarkBand = 13;  ///< in which marks can be taken hold of
inline constexpr int kFilmTop = 14;
inline constexpr int kFilmHeight = FrameThumbnail::kHeight;
inline constexpr int kCurveTop = kFilmTop + kFilmHeight + 3;
inline constexpr int kCurveHeight = 28;
inline constexpr double kGrooveY = kCurveTop + kCurveHeight + 8;
inline constexpr double kGrooveHeight = 6;
inline constexpr double kRangeTop = kGrooveY + 6;  ///< the borders of the range lie from here to the bottom
inline constexpr int kTimelineHeight = static_cast<int>(kRangeTop) + 13;
inline constexpr int kScrollHeight = 12;  ///< below, where only a part of the film is shown

}  // namespace vp::ui
