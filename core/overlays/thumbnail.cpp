#include "overlays/thumbnail.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace vp::overlays {

base::RgbImage shrunk(const base::RgbImage& picture, int longest) {
  const int side = std::max(picture.width, picture.height);
  if (side <= longest) return picture;
  const auto smaller = [&](int pixels) {
    return std::max(1, static_cast<int>((static_cast<std::int64_t>(pixels) * longest + side / 2) / side));
  };
  base::RgbImage small{smaller(picture.width), smaller(picture.height), {}};
  small.pixels.resize(static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height) * 3);
  const auto border = [](int i, int pixels, int cells) {
    return static_cast<int>(static_cast<std::int64_t>(i) * pixels / cells);
  };
  for (int y = 0; y < small.height; ++y) {
    const int top = border(y, picture.height, small.height);
    const int bottom = std::max(top + 1, border(y + 1, picture.height, small.height));
    for (int x = 0; x < small.width; ++x) {
      const int left = border(x, picture.width, small.width);
      const int right = std::max(left + 1, border(x + 1, picture.width, small.width));
      std::array<std::int64_t, 3> sum{};
      for (int row = top; row < bottom; ++row) {
        const std::uint8_t* pixel = picture.row(row) + 3 * static_cast<std::ptrdiff_t>(left);
        for (int column = left; column < right; ++column)
          for (std::int64_t& channel : sum) channel += *pixel++;
      }
      const std::int64_t count = static_cast<std::int64_t>(bottom - top) * (right - left);
      std::uint8_t* pixel = small.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
      for (const std::int64_t channel : sum)
        *pixel++ = static_cast<std::uint8_t>((channel + count / 2) / count);
    }
  }
  return small;
}

base::RgbImage map_thumbnail(const engine::EncodedVideo& video, int frame, attention::FrameMap map,
                             int longest) {
  const FrameOverlay drawn = overlay_of(video, frame, {.map = map});
  // Shrunk first: the map then has clean borders.
  const base::RgbImage small = shrunk(video.frames().at(static_cast<std::size_t>(frame)).picture, longest);
  return attention::overlay(small, drawn.grid, drawn.options);
}

}  // namespace vp::overlays
