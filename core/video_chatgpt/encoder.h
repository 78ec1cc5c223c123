#pragma once

#include <ATen/core/Tensor.h>

#include <stop_token>
#include <string>

#include "checkpoint/tower_config.h"
#include "clip/tower.h"
#include "kernels/layers.h"

namespace vp::video_chatgpt {

/// What the tower gives for some frames.
struct FrameFeatures {
  at::Tensor patches;   // (F, n, d) float32
  at::Tensor received;  // (F, heads, n) float32: see Encoder::features(); undefined unless asked for
};

/// Video-ChatGPT's encoder (Maaz et al., 2024: "Video-ChatGPT: Towards Detailed Video Understanding via Large
/// Vision and Language Models"): CLIP's tower, features pooled over time and over place, one linear map. For
/// inference.
class Encoder {
 public:
  /// Parameters PREFIX + video_tower.* and PREFIX + video_projector.*; `llm_width` is D.
  Encoder(const checkpoint::TowerConfig& config, std::int64_t llm_width, kernels::TensorSource& weights,
          const std::string& prefix);

  const clip::Tower& tower() const { return tower_; }
  /// pixels (F, 3, S, S) float32. The class token is dropped, and so its attention explains nothing of an
  /// answer. What can be shown is what each patch receives: the mean over the frame's patches as queries. A
  /// row sums to less than 1; the rest goes to the class token.
  FrameFeatures features(const at::Tensor& pixels, bool attention, const std::stop_token& stop = {}) const;
  /// (m, n, d), of all frames -> (kMoments + n, d): each frame's mean over its patches, zeros for moments
  /// without a frame, and each patch's mean over the frames.
  at::Tensor pool(const at::Tensor& features) const;
  /// (k, d) -> (k, D) in the weights' dtype.
  at::Tensor project(const at::Tensor& pooled) const;

 private:
  clip::Tower tower_;
  kernels::Linear projector_;
};

}  // namespace vp::video_chatgpt
