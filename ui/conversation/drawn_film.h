#pragma once

#include <span>

#include "base/geometry.h"

namespace vp::ui {

/// How a film's pictures use colours.
struct ColourUse {
  int colours = 0;      ///< of 4096, the commonest that together cover nine tenths of the pictures
  double midtones = 0;  ///< share of what is neither dark nor of a strong colour nor nearly white, 0 to 1
};

/// Measured on small pictures of the frames.
ColourUse colour_use(std::span<const base::RgbImage* const> pictures);

/// Whether the pictures are of the kind that the built-in model learned from: few flat, strong colours before
/// a dark ground.
bool looks_drawn(const ColourUse& use);

}  // namespace vp::ui
