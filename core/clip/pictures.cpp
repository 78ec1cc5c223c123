#include "clip/pictures.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "media/preprocess.h"

namespace vp::clip {

base::RgbImage resize_and_crop(const base::RgbImage& image, int side) {
  if (image.width == side && image.height == side) return image;
  const int shorter = std::min(image.width, image.height);
  // The processors compute int(side * long / short), which is exact in whole numbers.
  const auto resized_side = [&](int pixels) {
    return static_cast<int>(std::int64_t{side} * pixels / shorter);
  };
  const base::RgbImage resized =
      media::resize_bicubic(image, resized_side(image.width), resized_side(image.height));
  const int top = (resized.height - side) / 2, left = (resized.width - side) / 2;
  const auto row_bytes = static_cast<std::size_t>(side) * 3;
  base::RgbImage middle{side, side, {}};
  middle.pixels.reserve(row_bytes * static_cast<std::size_t>(side));
  for (int row = 0; row < side; ++row) {
    const auto first =
        resized.pixels.begin() + (static_cast<std::ptrdiff_t>(top + row) * resized.width + left) * 3;
    middle.pixels.insert(middle.pixels.end(), first, first + static_cast<std::ptrdiff_t>(row_bytes));
  }
  return middle;
}

void normalise(const base::RgbImage& image, const Colours& colours, std::span<float> out) {
  const std::size_t plane = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  assert(out.size() == 3 * plane);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const float mean = colours.mean[channel], deviation = colours.std[channel];
    for (std::size_t i = 0; i < plane; ++i)
      out[channel * plane + i] =
          (static_cast<float>(image.pixels[3 * i + channel]) / 255.0f - mean) / deviation;
  }
}

}  // namespace vp::clip
