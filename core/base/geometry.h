#pragma once

#include <cstdint>
#include <vector>

namespace vp::base {

/// A rectangle of pixels or patches, half-open: rows [top, bottom), columns [left, right).
struct Rect {
  int top = 0;
  int left = 0;
  int bottom = 0;
  int right = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
  bool empty() const { return right <= left || bottom <= top; }
  bool operator==(const Rect&) const = default;
};

/// A picture in 8-bit R, G, B; rows from the top without gaps between them.
struct RgbImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  ///< height * width * 3

  const std::uint8_t* row(int y) const { return pixels.data() + static_cast<std::size_t>(y) * width * 3; }
  std::uint8_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * width * 3; }
};

}  // namespace vp::base
