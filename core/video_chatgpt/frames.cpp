#include "video_chatgpt/frames.h"

#include <algorithm>
#include <cmath>

namespace vp::video_chatgpt {

std::vector<std::int64_t> sample_frames(std::int64_t frame_count, int most) {
  const std::int64_t count = std::min<std::int64_t>(frame_count, most);
  const double part = static_cast<double>(frame_count - 1) / static_cast<double>(count);
  // nearbyint rounds halves to the even number, as the authors' library does.
  const auto border = [part](std::int64_t i) {
    return static_cast<std::int64_t>(std::nearbyint(part * static_cast<double>(i)));
  };
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < count; ++i) indices.push_back((border(i) + border(i + 1)) / 2);
  return indices;
}

}  // namespace vp::video_chatgpt
