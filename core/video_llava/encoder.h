#pragma once

#include <ATen/core/Tensor.h>

#include <stop_token>
#include <string>

#include "checkpoint/tower_config.h"
#include "clip/tower.h"
#include "stab/projector.h"

namespace vp::video_llava {

/// What it gives for some frames.
struct EncodedFrames {
  at::Tensor tokens;  // (F, 1 + n, D) in the weights' dtype: each frame's class token, then its patches
  clip::LayerAttention attention;  ///< of the last layer whose output counts; undefined unless asked for
};

/// Video-LLaVA's encoder (Lin et al., 2024: "Video-LLaVA: Learning United Visual Representation by Alignment
/// Before Projection"): a tower and a projector. Every token of every frame goes to the decoder. For
/// inference.
class Encoder {
 public:
  /// Parameters PREFIX + video_tower.* and PREFIX + video_projector.*; `llm_width` is D.
  Encoder(const checkpoint::TowerConfig& config, std::int64_t llm_width, kernels::TensorSource& weights,
          const std::string& prefix);

  const clip::Tower& tower() const { return tower_; }
  /// pixels (F, 3, S, S) float32; F is a multiple of the tower's runs.
  EncodedFrames forward(const at::Tensor& pixels, bool attention, const std::stop_token& stop = {}) const;
  /// (F, 1 + n, d) -> (F, 1 + n, D)
  at::Tensor project(const at::Tensor& features) const;

 private:
  clip::Tower tower_;
  stab::Projector projector_;
};

}  // namespace vp::video_llava
