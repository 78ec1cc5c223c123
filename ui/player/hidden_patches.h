#pragma once

#include <QString>
#include <cstdint>
#include <vector>

namespace vp::ui {

/// Patches of a frame that were hidden from the model, on a grid over the picture's rectangle.
struct HiddenPatches {
  int rows = 0, columns = 0;
  std::vector<std::int64_t> patches;  ///< counted row by row, rising
  QString label;                      ///< what was hidden, of which frame

  bool operator==(const HiddenPatches&) const = default;
};

}  // namespace vp::ui
