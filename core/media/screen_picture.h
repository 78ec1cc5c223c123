#pragma once

#include <cstdint>
#include <vector>

namespace vp::media {

/// A picture for a screen: upright, at most as large as was asked for, 4 bytes a pixel (blue, green, red,
/// 255) without gaps between the rows. Scaled and converted in one quick step: close to the exact picture,
/// but not the one to measure.
struct ScreenPicture {
  std::int64_t index = 0;
  double time_s = 0;  ///< seconds after the first frame
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  ///< height * width * 4
};

}  // namespace vp::media
