#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace vp::test {

/// What a person would call an sRGB colour, by hue, saturation and value.
inline std::string colour_word(const std::uint8_t* rgb) {
  const double r = rgb[0] / 255.0, g = rgb[1] / 255.0, b = rgb[2] / 255.0;
  const double value = std::max({r, g, b}), spread = value - std::min({r, g, b});
  if (value < 0.27) return "black";
  if (spread < 0.2 * value) return value > 0.7 ? "white" : "grey";
  double hue = value == r ? (g - b) / spread : value == g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  hue *= 60;
  if (hue < 0) hue += 360;
  if (hue < 15 || hue >= 335) return "red";
  if (hue < 46) return "orange";
  if (hue < 70) return "yellow";
  if (hue < 170) return "green";
  if (hue < 258) return "blue";
  return "purple";
}

}  // namespace vp::test
