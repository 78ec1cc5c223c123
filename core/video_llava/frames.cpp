#include "video_llava/frames.h"

#include <algorithm>

namespace vp::video_llava {

std::vector<std::int64_t> sample_frames(std::int64_t frame_count, int count) {
  std::vector<std::int64_t> indices;
  const double step = count > 1 ? static_cast<double>(frame_count - 1) / (count - 1) : 0.0;
  for (int i = 0; i < count; ++i) indices.push_back(static_cast<std::int64_t>(i * step));
  // Set, not computed, so that rounding cannot lose it.
  if (count > 1) indices.back() = frame_count - 1;
  return indices;
}

std::vector<std::int64_t> sample_frames_hf(std::int64_t frame_count, int count) {
  std::vector<std::int64_t> indices;
  for (int i = 0; i < count; ++i) indices.push_back(i * frame_count / count);
  return indices;
}

}  // namespace vp::video_llava
