#pragma once

#include <span>

#include "base/geometry.h"
#include "clip/pictures.h"

namespace vp::video_llava {

/// The authors' view of a picture as three planes R, G, B of `side` × `side` in `out`: its colours are
/// normalised, its shorter side becomes `side` pixels by bilinear interpolation without antialiasing, and the
/// middle is cut out. Nothing is rounded to 8 bits on the way. (The conversion's view is that of
/// clip::resize_and_crop().) The authors flip it at random even here; that is a defect, and not done.
void write_pixels(const base::RgbImage& image, int side, const clip::Colours& colours, std::span<float> out);

}  // namespace vp::video_llava
