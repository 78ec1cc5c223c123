#include "overlays/frame_overlay.h"

#include <algorithm>

#include "base/error.h"

namespace vp::overlays {

std::string_view name_of(attention::FrameMap kind) {
  return kind == attention::FrameMap::Fsra ? "FSRA" : "GSTRA";
}

FrameOverlay overlay_of(const engine::EncodedVideo& video, int frame, const OverlayStyle& style) {
  const attention::AttentionMaps& maps = video.maps();
  if (video.model().config.system != checkpoint::System::VideoPanda)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("This model has no FSRA and no GSTRA, and so no maps of them."));
  if (maps.empty())
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The attention maps of this video were not kept; encode it again with them."));
  FrameOverlay result;
  result.options.colour_map = style.colours;
  result.options.opacity = style.opacity;
  result.options.smooth = style.smooth;
  if (style.map == attention::FrameMap::Fsra) {
    result.grid = attention::fsra_grid(maps, frame, style.heads);
    return result;
  }
  result.grid = attention::gstra_grid(maps, frame, style.heads);
  const int chunk = maps.frames_per_chunk;
  const auto count = static_cast<int>(video.frames().size());
  float scale = 0;
  for (int other = frame / chunk * chunk; other < std::min(count, (frame / chunk + 1) * chunk); ++other)
    scale = std::max(scale, attention::gstra_grid(maps, other, style.heads).maximum());
  result.options.scale = scale;
  return result;
}

}  // namespace vp::overlays
