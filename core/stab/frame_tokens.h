#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "base/geometry.h"
#include "checkpoint/model_config.h"

namespace vp::stab {

/// The rectangle of patches of a frame that STAB keeps: those that the mask covers; for a padding frame (mask
/// all zero) the top-left checkpoint::kPaddingFrameGrid square. `mask` (S, S): 1 inside the picture.
base::Rect valid_patches(const at::Tensor& mask, const checkpoint::VisionConfig& config);

/// Frames of a batch that share one valid rectangle, to be processed together.
struct FrameGroup {
  base::Rect valid;
  std::vector<std::int64_t> frames;  ///< positions in the flattened (B · T) order
};

/// Groups the frames of masks (B · T, S, S) by their valid rectangle, in order of first appearance.
std::vector<FrameGroup> group_frames(const at::Tensor& masks, const checkpoint::VisionConfig& config);

/// The token sequence of each frame (TokenLayout): the context, then each row of tokens followed by the
/// row-split token. context (F, d), tokens (F, h, w, d), split_embedding (d) -> (F, 1 + h · (w + 1), d).
/// `context` and `split_embedding` may be undefined: then there are no such tokens.
at::Tensor lay_out_tokens(const at::Tensor& context, const at::Tensor& tokens,
                          const at::Tensor& split_embedding);

}  // namespace vp::stab
