#pragma once

#include <cstdint>
#include <vector>

#include "attention/reduction.h"

namespace vp::attention {

/// Where a vision tower looked within each frame, in the last layer whose output counts. It knows nothing of
/// the question, and is another thing than STAB's maps.
struct TowerMaps {
  enum class Kind {
    ClassToken,  ///< CLS: what the class token, one of the frame's tokens for the decoder, takes from the
                 ///< frame
    Received,    ///< what each patch gives to the frame's mean, which is the decoder's token of the moment
  };
  Kind kind = Kind::ClassToken;
  int heads = 0;
  int grid = 0;  ///< patches a side
  /// (frames, heads, columns()). ClassToken: column 0 is what the class token keeps, then the patches, row by
  /// row; a row sums to 1. Received: the patches; what a row lacks to 1 goes to the class token.
  std::vector<float> values;
  int run = 1;  ///< t, frames that attention over time goes over
  /// (runs, heads, t, t): what each frame's class token takes from the frames of its run. Empty without
  /// attention over time.
  std::vector<float> time;

  bool empty() const { return values.empty(); }
  std::int64_t columns() const { return std::int64_t{grid} * grid + (kind == Kind::ClassToken ? 1 : 0); }
  int frames() const {
    return heads == 0 ? 0 : static_cast<int>(static_cast<std::int64_t>(values.size()) / (heads * columns()));
  }
};

/// The patches of a frame. Throws Error(Usage) for a frame or a head that the maps do not have.
MapGrid tower_grid(const TowerMaps& maps, int frame, const HeadSelection& heads);

}  // namespace vp::attention
