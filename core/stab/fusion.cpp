#include "stab/fusion.h"

#include <ATen/ATen.h>

namespace vp::stab {

Fusion::Fusion(const checkpoint::VisionConfig& config, kernels::TensorSource& weights,
               const std::string& prefix, double dropout)
    : dropout_(dropout),
      balance_(config.ablation.fsra || config.ablation.gstra
                   ? at::Tensor()
                   : weights.take(prefix + "balance", {config.hidden_size})),
      norm_(weights, prefix + "proj.0", config.hidden_size),
      proj_(weights, prefix + "proj.2", config.hidden_size, config.hidden_size, true) {}

at::Tensor Fusion::alpha() const {
  return balance_.defined() ? at::sigmoid(balance_.to(at::kFloat)) : at::Tensor();
}

at::Tensor Fusion::forward(const at::Tensor& frame_context, const at::Tensor& chunk_context,
                           bool training) const {
  at::Tensor mixed = frame_context.defined() ? frame_context : chunk_context;
  if (frame_context.defined() && chunk_context.defined()) {
    const at::Tensor alpha = at::sigmoid(balance_.to(frame_context.scalar_type()));
    mixed = alpha * frame_context + (1 - alpha) * chunk_context;
  }
  return proj_.forward(at::dropout(norm_.forward(mixed), dropout_, training));
}

}  // namespace vp::stab
