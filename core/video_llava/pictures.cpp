#include "video_llava/pictures.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace vp::video_llava {
namespace {

/// Between which two of a row's or a column's values a place of the resized one lies.
struct Taps {
  int first = 0;
  int second = 0;
  float share = 0;  ///< of the second
};

/// The middle `side` places of `size` values resized to `resized`.
std::vector<Taps> middle_taps(int size, int resized, int side) {
  const float scale = static_cast<float>(size) / static_cast<float>(resized);
  // nearbyint rounds halves to the even number, as the authors' library does.
  const int offset = static_cast<int>(std::nearbyint((resized - side) / 2.0));
  std::vector<Taps> taps;
  for (int i = 0; i < side; ++i) {
    const float place = std::max(scale * (static_cast<float>(offset + i) + 0.5f) - 0.5f, 0.0f);
    const int first = std::min(static_cast<int>(place), size - 1);
    taps.push_back({first, std::min(first + 1, size - 1), place - static_cast<float>(first)});
  }
  return taps;
}

}  // namespace

void write_pixels(const base::RgbImage& image, int side, const clip::Colours& colours, std::span<float> out) {
  const auto plane = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  assert(out.size() == 3 * plane);
  const int shorter = std::min(image.width, image.height);
  const auto resized = [&](int pixels) {
    return pixels == shorter ? side : static_cast<int>(static_cast<double>(pixels) / shorter * side);
  };
  const std::vector<Taps> columns = middle_taps(image.width, resized(image.width), side);
  const std::vector<Taps> rows = middle_taps(image.height, resized(image.height), side);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    std::array<float, 256> normalised;
    for (std::size_t value = 0; value < normalised.size(); ++value)
      normalised[value] = (static_cast<float>(value) / 255.0f - colours.mean[channel]) / colours.std[channel];
    float* place = out.data() + channel * plane;
    for (const Taps& row : rows) {
      const std::uint8_t* const above = image.row(row.first) + channel;
      const std::uint8_t* const below = image.row(row.second) + channel;
      for (const Taps& column : columns) {
        const auto blend = [&](const std::uint8_t* line) {
          return (1 - column.share) * normalised[line[3 * column.first]] +
                 column.share * normalised[line[3 * column.second]];
        };
        *place++ = (1 - row.share) * blend(above) + row.share * blend(below);
      }
    }
  }
}

}  // namespace vp::video_llava
