#include "stab/frame_tokens.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <vector>

namespace vp::stab {
namespace {

// First and last + 1 position of a true value; {0, 0} without one.
std::pair<int, int> extent(const at::Tensor& covered) {
  const auto values = covered.to(at::kCPU).contiguous();
  const bool* data = values.data_ptr<bool>();
  int first = 0, last = 0;
  for (int i = 0; i < static_cast<int>(values.numel()); ++i) {
    if (!data[i]) continue;
    if (last == 0) first = i;
    last = i + 1;
  }
  return {first, last};
}

}  // namespace

base::Rect valid_patches(const at::Tensor& mask, const checkpoint::VisionConfig& config) {
  const std::int64_t p = config.patch_stride;
  const at::Tensor pooled = at::avg_pool2d(mask.unsqueeze(0), {p, p}).squeeze(0) > 0;  // (H, W)
  const auto [top, bottom] = extent(pooled.any(1));
  const auto [left, right] = extent(pooled.any(0));
  const base::Rect rect{top, left, bottom, right};
  if (!rect.empty()) return rect;
  const int size = std::min(checkpoint::kPaddingFrameGrid, config.grid());
  return {0, 0, size, size};
}

std::vector<FrameGroup> group_frames(const at::Tensor& masks, const checkpoint::VisionConfig& config) {
  std::vector<FrameGroup> groups;
  for (std::int64_t i = 0; i < masks.size(0); ++i) {
    const base::Rect rect = valid_patches(masks.select(0, i), config);
    auto group =
        std::find_if(groups.begin(), groups.end(), [&](const FrameGroup& g) { return g.valid == rect; });
    if (group == groups.end()) group = groups.insert(groups.end(), {rect, {}});
    group->frames.push_back(i);
  }
  return groups;
}

at::Tensor lay_out_tokens(const at::Tensor& context, const at::Tensor& tokens,
                          const at::Tensor& split_embedding) {
  const std::int64_t frames = tokens.size(0), h = tokens.size(1), d = tokens.size(3);
  std::vector<at::Tensor> parts;  // (F, …, d): all are copied once
  if (context.defined()) parts.push_back(context.unsqueeze(1));
  if (split_embedding.defined()) {
    const at::Tensor split = split_embedding.to(tokens.scalar_type()).view({1, 1, d}).expand({frames, 1, d});
    for (std::int64_t row = 0; row < h; ++row) {
      parts.push_back(tokens.select(1, row));
      parts.push_back(split);
    }
  } else {
    parts.push_back(tokens.flatten(1, 2));
  }
  return at::cat(parts, 1);
}

}  // namespace vp::stab
