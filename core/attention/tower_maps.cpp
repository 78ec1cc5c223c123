#include "attention/tower_maps.h"

#include <algorithm>
#include <cstddef>

#include "base/error.h"

namespace vp::attention {

MapGrid tower_grid(const TowerMaps& maps, int frame, const HeadSelection& heads) {
  const bool single = heads.kind == HeadSelection::Kind::Single;
  if (frame < 0 || frame >= maps.frames() || (single && (heads.head < 0 || heads.head >= maps.heads)))
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The vision tower's maps have no head %1 of frame %2.", heads.head, frame));
  const auto columns = static_cast<std::size_t>(maps.columns());
  const auto patches = static_cast<std::size_t>(maps.grid) * static_cast<std::size_t>(maps.grid);
  MapGrid grid{maps.grid, maps.grid, std::vector<float>(patches, 0.0f)};
  for (int head = single ? heads.head : 0; head < (single ? heads.head + 1 : maps.heads); ++head) {
    const float* row = maps.values.data() +
                       (static_cast<std::size_t>(frame) * static_cast<std::size_t>(maps.heads) +
                        static_cast<std::size_t>(head)) *
                           columns +
                       (columns - patches);
    for (std::size_t i = 0; i < patches; ++i)
      grid.values[i] =
          heads.kind == HeadSelection::Kind::Max ? std::max(grid.values[i], row[i]) : grid.values[i] + row[i];
  }
  if (heads.kind == HeadSelection::Kind::Mean)
    for (float& value : grid.values) value /= static_cast<float>(maps.heads);
  return grid;
}

}  // namespace vp::attention
