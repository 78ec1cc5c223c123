#include "attention/overlay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace vp::attention {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::int64_t kMaxPixels = std::int64_t{1} << 28;

void check(const MapGrid& grid, int width, int height) {
  if (grid.height <= 0 || grid.width <= 0 ||
      grid.values.size() != static_cast<std::size_t>(grid.height) * static_cast<std::size_t>(grid.width))
    throw Error(ErrorCode::Usage, base::message("The attention map to draw is empty or incomplete (%1 values "
                                                "for %2 x %3 cells); encode the video again.",
                                                grid.values.size(), grid.height, grid.width));
  if (width <= 0 || height <= 0 || static_cast<std::int64_t>(width) * height > kMaxPixels)
    throw Error(ErrorCode::Usage,
                base::message("An attention map cannot be drawn at %1 x %2 pixels; choose 1 to 2^28 pixels.",
                              width, height));
}

// The cell of every pixel along one side: cell i covers [round(i * pixels / cells), round((i + 1) * pixels /
// cells)).
std::vector<int> cell_of_pixel(int pixels, int cells) {
  std::vector<int> cell(static_cast<std::size_t>(pixels));
  const auto border = [&](int i) {
    return (2 * static_cast<std::int64_t>(i) * pixels + cells) / (2 * cells);
  };
  for (int i = 0; i < cells; ++i) std::fill(cell.begin() + border(i), cell.begin() + border(i + 1), i);
  return cell;
}

// Where a pixel's centre lies between the centres of two neighbouring cells.
struct Between {
  int first = 0;
  int second = 0;
  float weight = 0;  ///< of the second
};

std::vector<Between> between_cells(int pixels, int cells) {
  std::vector<Between> between(static_cast<std::size_t>(pixels));
  for (int pixel = 0; pixel < pixels; ++pixel) {
    // Outside the outermost centres the outermost value goes on.
    const double position = std::clamp((pixel + 0.5) * cells / pixels - 0.5, 0.0, cells - 1.0);
    const int first = static_cast<int>(position);
    between[static_cast<std::size_t>(pixel)] = {first, std::min(first + 1, cells - 1),
                                                static_cast<float>(position - first)};
  }
  return between;
}

float at(const MapGrid& grid, int row, int column) {
  return grid.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width) +
                     static_cast<std::size_t>(column)];
}

// Calls put(x, y, colour) for every pixel.
template <typename Put>
void for_each_pixel(const MapGrid& grid, int width, int height, const OverlayOptions& options,
                    const Put& put) {
  const float scale = options.scale.value_or(grid.maximum());
  // A map without any attention is drawn in the first colour throughout.
  const float factor = scale > 0 ? 1 / scale : 0;
  if (options.smooth) {
    const std::vector<Between> columns = between_cells(width, grid.width);
    const std::vector<Between> rows = between_cells(height, grid.height);
    for (int y = 0; y < height; ++y) {
      const Between& row = rows[static_cast<std::size_t>(y)];
      for (int x = 0; x < width; ++x) {
        const Between& column = columns[static_cast<std::size_t>(x)];
        const float above =
            std::lerp(at(grid, row.first, column.first), at(grid, row.first, column.second), column.weight);
        const float below =
            std::lerp(at(grid, row.second, column.first), at(grid, row.second, column.second), column.weight);
        put(x, y, colour_of(options.colour_map, std::lerp(above, below, row.weight) * factor));
      }
    }
    return;
  }
  const std::vector<int> columns = cell_of_pixel(width, grid.width);
  const std::vector<int> rows = cell_of_pixel(height, grid.height);
  std::vector<std::array<std::uint8_t, 3>> colours(grid.values.size());
  std::transform(grid.values.begin(), grid.values.end(), colours.begin(),
                 [&](float value) { return colour_of(options.colour_map, value * factor); });
  for (int y = 0; y < height; ++y) {
    const auto* row =
        colours.data() + static_cast<std::ptrdiff_t>(rows[static_cast<std::size_t>(y)]) * grid.width;
    for (int x = 0; x < width; ++x) put(x, y, row[columns[static_cast<std::size_t>(x)]]);
  }
}

}  // namespace

void OverlayOptions::validate() const {
  if (!(opacity >= 0 && opacity <= 1))
    throw Error(
        ErrorCode::Usage,
        base::message("The opacity of an attention map is %1; it must lie between 0 and 1.", opacity));
  if (scale && !(std::isfinite(*scale) && std::isnormal(*scale) && *scale > 0))
    throw Error(ErrorCode::Usage,
                base::message(
                    "The value for the last colour of an attention map is %1; it must be a positive number.",
                    *scale));
}

base::RgbImage render_map(const MapGrid& grid, int width, int height, const OverlayOptions& options) {
  options.validate();
  check(grid, width, height);
  base::RgbImage image{width, height, {}};
  image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  for_each_pixel(grid, width, height, options, [&](int x, int y, const std::array<std::uint8_t, 3>& colour) {
    std::copy(colour.begin(), colour.end(), image.row(y) + 3 * static_cast<std::ptrdiff_t>(x));
  });
  return image;
}

base::RgbImage overlay(const base::RgbImage& picture, const MapGrid& grid, const OverlayOptions& options) {
  options.validate();
  check(grid, picture.width, picture.height);
  if (picture.pixels.size() !=
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 3)
    throw Error(ErrorCode::Usage,
                base::message("The picture under an attention map is incomplete; decode the frame again."));
  base::RgbImage image = picture;
  for_each_pixel(grid, picture.width, picture.height, options,
                 [&](int x, int y, const std::array<std::uint8_t, 3>& colour) {
                   std::uint8_t* pixel = image.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
                   for (std::size_t i = 0; i < 3; ++i) {
                     const float below = pixel[i];
                     pixel[i] = static_cast<std::uint8_t>(
                         std::lround(below + options.opacity * (static_cast<float>(colour[i]) - below)));
                   }
                 });
  return image;
}

}  // namespace vp::attention
