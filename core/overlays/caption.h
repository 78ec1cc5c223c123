#pragma once

#include <string_view>

#include "base/geometry.h"

namespace vp::overlays {

/// Writes a line of text into the picture's bottom left corner, light on a dark ground, large enough to be
/// read at the picture's size; where it is too wide it goes on above on a second line, and so on. Letters of
/// the captions only (kCaptionLetters); another character is a gap.
void draw_caption(base::RgbImage& picture, std::string_view text);

/// What draw_caption can write.
inline constexpr std::string_view kCaptionLetters = "0123456789AFGRST:.adefhilmnoprst ";

}  // namespace vp::overlays
