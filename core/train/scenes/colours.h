#pragma once

#include <vector>

#include "train/scenes/random.h"
#include "train/scenes/scene.h"

namespace vp::scenes {

/// `hue` in degrees, the others 0..1.
Rgb from_hsv(double hue, double saturation, double value);

/// A colour that everybody calls by this name: often the pure one, else one near it.
Rgb draw_colour(Colour colour, Random& random);

/// CIE 1976 colour difference of two sRGB colours (D65): about 2 is just seen, 100 is black to white.
double colour_difference(const Rgb& a, const Rgb& b);

/// A background on which all of `fills` stand out; with `must_show_motion` one by which alone a moving camera
/// is seen.
Background draw_background(const std::vector<Rgb>& fills, Point extent, bool must_show_motion,
                           Random& random);

}  // namespace vp::scenes
