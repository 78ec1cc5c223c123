#pragma once

namespace vp::ui {

/// A place on one of the maps that are shown.
struct MapPoint {
  int frame = -1;  ///< position among the sampled frames
  int row = -1;    ///< head or decoder layer; -1: the map of the controls' choice
  double x = 0;    ///< of the picture's width, 0 to 1
  double y = 0;    ///< of its height

  bool operator==(const MapPoint&) const = default;
};

}  // namespace vp::ui
