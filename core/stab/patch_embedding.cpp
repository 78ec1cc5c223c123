#include "stab/patch_embedding.h"

#include <ATen/ATen.h>

#include "kernels/layers.h"
#include "kernels/products.h"

namespace vp::stab {

PatchEmbedding::PatchEmbedding(const checkpoint::VisionConfig& config, kernels::TensorSource& weights,
                               const std::string& prefix)
    : patch_(config.patch_stride),
      dtype_(kernels::dtype_of(weights)),
      weight_(weights.take_factors(prefix + "patch_embedding.weight",
                                   {config.hidden_size, 3, config.patch_stride, config.patch_stride})) {}

at::Tensor PatchEmbedding::forward(const at::Tensor& pixels) const {
  const std::int64_t batch = pixels.size(0), frames = pixels.size(1);
  const std::int64_t height = pixels.size(3) / patch_, width = pixels.size(4) / patch_;
  const at::Tensor patches = pixels.to(dtype_)
                                 .view({batch, frames, 3, height, patch_, width, patch_})
                                 .permute({0, 1, 3, 5, 2, 4, 6})
                                 .reshape({batch, frames, height, width, 3 * patch_ * patch_});
  return kernels::product_with_rows(patches, weight_.view({weight_.size(0), -1}));
}

}  // namespace vp::stab
