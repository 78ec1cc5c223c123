#include "video_llava/encoder.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace vp::video_llava {

Encoder::Encoder(const checkpoint::TowerConfig& config, std::int64_t llm_width,
                 kernels::TensorSource& weights, const std::string& prefix)
    : tower_(config, weights, prefix + "video_tower."),
      projector_(config.hidden_size, llm_width, weights, prefix + "video_projector.") {}

at::Tensor Encoder::project(const at::Tensor& features) const {
  const at::NoGradGuard no_grad;
  const std::int64_t frames = features.size(0), tokens = features.size(1);
  const at::Tensor projected = projector_.forward(features.reshape({frames * tokens, features.size(2)}));
  return projected.view({frames, tokens, projected.size(1)});
}

EncodedFrames Encoder::forward(const at::Tensor& pixels, bool attention, const std::stop_token& stop) const {
  const clip::TowerResult seen = tower_.forward(pixels, attention, stop);
  return {project(seen.features), seen.attention};
}

}  // namespace vp::video_llava
