#include "video_chatgpt/pictures.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "clip/pictures.h"

namespace vp::video_chatgpt {
namespace {

constexpr int kSide = 224;

/// For each place of the result the one that it is taken from.
std::vector<int> nearest(int size) {
  const float scale = static_cast<float>(size) / static_cast<float>(kSide);
  std::vector<int> sources;
  for (int i = 0; i < kSide; ++i)
    sources.push_back(std::min(static_cast<int>(static_cast<float>(i) * scale), size - 1));
  return sources;
}

base::RgbImage squashed(const base::RgbImage& image) {
  const std::vector<int> columns = nearest(image.width), rows = nearest(image.height);
  base::RgbImage square{kSide, kSide, {}};
  square.pixels.reserve(std::size_t{3} * kSide * kSide);
  for (const int row : rows)
    for (const int column : columns) {
      const std::uint8_t* const pixel = image.row(row) + 3 * static_cast<std::size_t>(column);
      square.pixels.insert(square.pixels.end(), pixel, pixel + 3);
    }
  return square;
}

}  // namespace

base::RgbImage seen_picture(const base::RgbImage& image, int side) {
  if (image.width == side && image.height == side) return image;
  if (image.width == kSide && image.height == kSide) return clip::resize_and_crop(image, side);
  return clip::resize_and_crop(squashed(image), side);
}

}  // namespace vp::video_chatgpt
