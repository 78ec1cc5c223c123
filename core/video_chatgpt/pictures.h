#pragma once

#include "base/geometry.h"

namespace vp::video_chatgpt {

/// Its view of a picture, `side` × `side` and not yet normalised: 224 × 224 by the nearest pixel, whatever
/// its shape, and then as CLIP's processor has it, which changes nothing for a side of 224.
base::RgbImage seen_picture(const base::RgbImage& image, int side);

}  // namespace vp::video_chatgpt
