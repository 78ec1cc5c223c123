#include "engine/frame_layout.h"

#include <algorithm>
#include <string>

#include "base/error.h"
#include "engine/preprocessing.h"
#include "media/preprocess.h"

namespace vp::engine {

int frame_slots(const VideoRequest& request, const checkpoint::VisionConfig& vision) {
  if (request.frame_indices.empty()) return request.frames > 0 ? request.frames : vision.all_num_frames;
  if (request.frames != 0 || request.range != media::TimeRange{}) {
    throw base::Error(base::ErrorCode::Usage,
                      base::message("Frames that are named one by one leave no choice of a number of frames "
                                    "or a range; give either the frames or these."));
  }
  constexpr std::size_t kMost = 4096;
  if (request.frame_indices.size() > kMost) {
    throw base::Error(base::ErrorCode::Usage,
                      base::message("%1 frames are named; at most %2 can be looked at.",
                                    request.frame_indices.size(), kMost));
  }
  const int count = static_cast<int>(request.frame_indices.size());
  return (count + vision.num_frames - 1) / vision.num_frames * vision.num_frames;
}

attention::AttentionMaps empty_maps(const checkpoint::VisionConfig& vision, int width, int height) {
  const base::Rect canvas = media::canvas_rect(width, height, preprocess_options(vision));
  const int p = vision.patch_stride;
  attention::AttentionMaps maps;
  maps.frames_per_chunk = vision.num_frames;
  maps.grid = vision.grid();
  maps.heads = vision.num_heads;
  maps.gstra_heads = vision.gstra_heads;
  maps.valid = {canvas.top / p, canvas.left / p, canvas.bottom / p, canvas.right / p};
  return maps;
}

std::vector<attention::TokenLayout> slot_layouts(const checkpoint::VisionConfig& vision, int width,
                                                 int height, std::size_t pictures, std::size_t slot_count) {
  const base::Rect valid = empty_maps(vision, width, height).valid;
  const int s = vision.conv_stride;
  const int padding = std::min(checkpoint::kPaddingFrameGrid, vision.grid()) / s;
  std::vector<attention::TokenLayout> layouts(slot_count,
                                              attention::TokenLayout::of(padding, padding, vision.ablation));
  std::fill_n(layouts.begin(), std::min(pictures, slot_count),
              attention::TokenLayout::of(valid.height() / s, valid.width() / s, vision.ablation));
  return layouts;
}

std::int64_t token_count(const std::vector<attention::TokenLayout>& layouts) {
  std::int64_t count = 0;
  for (const attention::TokenLayout& layout : layouts) count += layout.count();
  return count;
}

}  // namespace vp::engine
