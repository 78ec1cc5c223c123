#pragma once

#include "base/geometry.h"
#include "engine/encoded_video.h"
#include "overlays/frame_overlay.h"

namespace vp::overlays {

/// The picture made smaller, its longer side to `longest` pixels, each pixel the mean of those that it
/// covers; a smaller picture stays as it is.
base::RgbImage shrunk(const base::RgbImage& picture, int longest);

/// A sampled frame with its map, small. The video must have been encoded with pictures and maps.
base::RgbImage map_thumbnail(const engine::EncodedVideo& video, int frame, attention::FrameMap map,
                             int longest = 224);

}  // namespace vp::overlays
