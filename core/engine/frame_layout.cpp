#include "engine/frame_layout.h"

#include <algorithm>
#include <string>

#include "base/error.h"
#include "engine/preprocessing.h"
#include "media/frame_sampling.h"
#include "media/preprocess.h"
#include "video_chatgpt/frames.h"
#include "video_llava/frames.h"

namespace vp::engine {

namespace {

using checkpoint::System;

void check_named_frames(const VideoRequest& request) {
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
}

/// A tower has no padding: the frames fill its runs.
void check_runs(int frames, System system, int run) {
  if (frames <= 0 || frames % run != 0)
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The number of frames is %1, but it must be a positive multiple of %2.", frames, run));
  if (system == System::VideoChatGpt && frames > video_chatgpt::kMoments)
    throw base::Error(base::ErrorCode::Usage, base::message("Video-ChatGPT can be shown %1 frames at most.",
                                                            video_chatgpt::kMoments));
}

}  // namespace

int frame_slots(const VideoRequest& request, const checkpoint::VisionConfig& vision) {
  if (request.frame_indices.empty()) return request.frames > 0 ? request.frames : vision.all_num_frames;
  check_named_frames(request);
  const int count = static_cast<int>(request.frame_indices.size());
  return (count + vision.num_frames - 1) / vision.num_frames * vision.num_frames;
}

int frame_slots(const VideoRequest& request, const checkpoint::ModelConfig& config) {
  if (config.system == System::VideoPanda) return frame_slots(request, config.vision);
  int slots = request.frames > 0 ? request.frames : config.vision.all_num_frames;
  if (!request.frame_indices.empty()) {
    check_named_frames(request);
    slots = static_cast<int>(request.frame_indices.size());
  }
  check_runs(slots, config.system, config.vision.num_frames);
  return slots;
}

std::vector<std::int64_t> frames_by_rule(System system, const media::FrameIndex& index, double fps, int slots,
                                         int chunk_frames, const media::TimeRange& range) {
  if (system == System::VideoPanda)
    return media::sample_frame_indices(index, fps, slots, chunk_frames, range);
  check_runs(slots, system, chunk_frames);
  const media::FrameSpan frames = media::frames_in_range(index, fps, range);
  std::vector<std::int64_t> indices =
      system == System::VideoLlava     ? video_llava::sample_frames(frames.count(), slots)
      : system == System::VideoLlavaHf ? video_llava::sample_frames_hf(frames.count(), slots)
                                       : video_chatgpt::sample_frames(frames.count(), slots);
  for (std::int64_t& frame : indices) frame += frames.first;
  return indices;
}

std::vector<std::int64_t> chosen_frames(const VideoRequest& request, const media::FrameIndex& index,
                                        double fps, int slots, const checkpoint::ModelConfig& config) {
  if (request.frame_indices.empty())
    return frames_by_rule(config.system, index, fps, slots, config.vision.num_frames, request.range);
  media::check_frame_indices(request.frame_indices, index.size());
  return request.frame_indices;
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

std::vector<attention::TokenLayout> token_layouts(const checkpoint::ModelConfig& config, int width,
                                                  int height, std::size_t pictures, std::size_t slot_count) {
  if (config.system == System::VideoPanda)
    return slot_layouts(config.vision, width, height, pictures, slot_count);
  const int grid = config.tower.grid();
  if (config.system != System::VideoChatGpt)
    return std::vector<attention::TokenLayout>(slot_count, {grid, grid, true, false});
  std::vector<attention::TokenLayout> layouts(video_chatgpt::kMoments, {0, 0, true, false});
  layouts.push_back({grid, grid, false, false});
  return layouts;
}

std::int64_t token_count(const std::vector<attention::TokenLayout>& layouts) {
  std::int64_t count = 0;
  for (const attention::TokenLayout& layout : layouts) count += layout.count();
  return count;
}

}  // namespace vp::engine
