#pragma once

#include <array>
#include <span>

#include "base/geometry.h"

namespace vp::clip {

/// The colours that a picture is normalised by, red, green and blue in 0 to 1.
struct Colours {
  std::array<float, 3> mean{0.48145466f, 0.4578275f, 0.40821073f};
  std::array<float, 3> std{0.26862954f, 0.26130258f, 0.27577711f};
};

/// CLIP's processor: the shorter side becomes `side` pixels by Pillow's bicubic resize, then the middle
/// `side` × `side` pixels are cut out. A picture that is so already stays as it is.
base::RgbImage resize_and_crop(const base::RgbImage& image, int side);

/// Writes (value / 255 - mean) / std of a picture as three planes R, G, B; `out` has 3 · width · height
/// elements.
void normalise(const base::RgbImage& image, const Colours& colours, std::span<float> out);

}  // namespace vp::clip
