#pragma once

#include <optional>

#include "attention/colour_map.h"
#include "attention/reduction.h"
#include "base/geometry.h"

namespace vp::attention {

struct OverlayOptions {
  ColourMap colour_map = ColourMap::Viridis;
  float opacity = 0.6f;        ///< of the map over the picture, 0 to 1; render_map ignores it
  bool smooth = false;         ///< bilinear between cell centres instead of the true grid
  std::optional<float> scale;  ///< value that gets the last colour; absent: the map's own maximum

  /// Throws Error(Usage).
  void validate() const;
};

/// The map stretched over width x height pixels as colours, without a picture. Cell (r, c) covers the pixel
/// rows [round(r * height / rows), round((r + 1) * height / rows)) and the columns likewise, so that every
/// pixel belongs to exactly one cell. Throws Error(Usage) for an empty map or size, or more than 2^28 pixels.
base::RgbImage render_map(const MapGrid& grid, int width, int height, const OverlayOptions& options);

/// The map laid over the picture it belongs to: cell (0, 0) at the picture's top left corner, the last at its
/// bottom right, whatever the aspect ratio. The picture keeps its size. Throws Error(Usage) like render_map.
base::RgbImage overlay(const base::RgbImage& picture, const MapGrid& grid, const OverlayOptions& options);

}  // namespace vp::attention
