#include "video_chatgpt/encoder.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "video_chatgpt/frames.h"

namespace vp::video_chatgpt {

Encoder::Encoder(const checkpoint::TowerConfig& config, std::int64_t llm_width,
                 kernels::TensorSource& weights, const std::string& prefix)
    : tower_(config, weights, prefix + "video_tower."),
      projector_(weights, prefix + "video_projector", llm_width, config.hidden_size, true) {}

FrameFeatures Encoder::features(const at::Tensor& pixels, bool attention, const std::stop_token& stop) const {
  const clip::TowerResult seen = tower_.forward(pixels, attention, stop);
  const std::int64_t patches = seen.features.size(1) - 1;
  FrameFeatures result{seen.features.narrow(1, 1, patches), {}};
  if (attention)  // (F, heads, queries, keys)
    result.received = seen.attention.space.narrow(2, 1, patches).narrow(3, 1, patches).mean(2);
  return result;
}

at::Tensor Encoder::pool(const at::Tensor& features) const {
  const std::int64_t frames = features.size(0), width = features.size(2);
  TORCH_INTERNAL_ASSERT(frames > 0 && frames <= kMoments, "expected 1 to ", kMoments, " frames, found ",
                        frames);
  const at::Tensor over_place = features.mean(1);  // (m, d)
  const at::Tensor no_frame = at::zeros({kMoments - frames, width}, features.options());
  return at::cat({over_place, no_frame, features.mean(0)});  // (100 + n, d)
}

at::Tensor Encoder::project(const at::Tensor& pooled) const {
  const at::NoGradGuard no_grad;
  return projector_.forward(pooled.to(projector_.dtype));
}

}  // namespace vp::video_chatgpt
