#include "ui/conversation/drawn_film.h"

#include <QImage>
#include <algorithm>
#include <functional>
#include <vector>

#include "ui/attention/map_source.h"

namespace vp::ui {
namespace {

constexpr int kSide = 96;          // pixels of the small pictures: noise and edges count little in them
constexpr double kCovered = 0.9;   // of the pictures, by the commonest colours
constexpr int kDark = 110;         // of 255, the largest channel: the grounds that were drawn are darker
constexpr int kNearlyWhite = 190;  // of 255, the smallest channel

/// Half of the largest channel or less is left in the smallest.
bool is_strong(int largest, int smallest) {
  return 2 * smallest < largest;
}

// Measured: 29 clips that were drawn for the built-in model or like them have at most 11 colours and 1.7 % of
// midtones. Films of a street, of a man in a car and of a computed meadow have 46 to 231 colours and 20 to 34
// % of midtones; two of them made as dark as those clips have 15 and 97 colours and 5.8 and 6.9 %.
constexpr int kMostColours = 16;
constexpr double kMostMidtones = 0.03;

}  // namespace

ColourUse colour_use(std::span<const base::RgbImage* const> pictures) {
  std::vector<std::int64_t> counts(4096, 0);
  std::int64_t pixels = 0, midtones = 0;
  for (const base::RgbImage* picture : pictures) {
    if (picture->width <= 0 || picture->height <= 0) continue;
    const QImage small = thumbnail_of(*picture, kSide);
    for (int y = 0; y < small.height(); ++y) {
      const auto* line = reinterpret_cast<const QRgb*>(small.constScanLine(y));
      for (int x = 0; x < small.width(); ++x) {
        const int red = qRed(line[x]), green = qGreen(line[x]), blue = qBlue(line[x]);
        ++counts[static_cast<std::size_t>((red >> 4) << 8 | (green >> 4) << 4 | blue >> 4)];
        const int largest = std::max({red, green, blue}), smallest = std::min({red, green, blue});
        ++pixels;
        midtones += largest >= kDark && !is_strong(largest, smallest) && smallest <= kNearlyWhite ? 1 : 0;
      }
    }
  }
  ColourUse use;
  if (pixels == 0) return use;
  std::sort(counts.begin(), counts.end(), std::greater<>());
  for (double covered = 0; covered < kCovered * static_cast<double>(pixels); ++use.colours)
    covered += static_cast<double>(counts[static_cast<std::size_t>(use.colours)]);
  use.midtones = static_cast<double>(midtones) / static_cast<double>(pixels);
  return use;
}

bool looks_drawn(const ColourUse& use) {
  return use.colours > 0 && use.colours <= kMostColours && use.midtones <= kMostMidtones;
}

}  // namespace vp::ui
