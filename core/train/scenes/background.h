#pragma once

#include <span>

#include "train/scenes/motion.h"

namespace vp::scenes {

/// Paints the background of a picture of width x height pixels through `view`. `out` has height * width * 3
/// elements, R, G, B, on the scale 0..1 (a texture may go beyond).
void paint_background(const Background& background, const View& view, Point extent, int width, int height,
                      std::span<float> out);

}  // namespace vp::scenes
