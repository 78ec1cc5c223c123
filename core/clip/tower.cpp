#include "clip/tower.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "base/error.h"

namespace vp::clip {

Tower::Tower(const checkpoint::TowerConfig& config, kernels::TensorSource& weights, const std::string& prefix)
    : config_(config),
      dtype_(kernels::dtype_of(weights)),
      patch_embedding_(weights
                           .take(prefix + "embeddings.patch_embedding.weight",
                                 {config.hidden_size, 3, config.patch_size, config.patch_size})
                           .reshape({config.hidden_size, -1})),
      class_embedding_(
          weights.take(prefix + "embeddings.class_embedding", {config.hidden_size}).to(at::kFloat)),
      position_embeddings_(weights
                               .take(prefix + "embeddings.position_embedding.weight",
                                     {1 + std::int64_t{config.grid()} * config.grid(), config.hidden_size})
                               .to(at::kFloat)),
      norm_(weights, prefix + "pre_layrnorm", config.hidden_size) {
  layers_.reserve(static_cast<std::size_t>(config.used_layers));
  for (std::int64_t i = 0; i < config.used_layers; ++i)
    layers_.emplace_back(config, weights, prefix + "encoder.layers." + std::to_string(i));
}

at::Tensor Tower::embed(const at::Tensor& pixels) const {
  const std::int64_t frames = pixels.size(0), grid = config_.grid(), p = config_.patch_size;
  // A convolution whose stride is its size: (F, 3, g, p, g, p) -> (F, g², 3 · p²)
  const at::Tensor patches = pixels.view({frames, 3, grid, p, grid, p})
                                 .permute({0, 2, 4, 1, 3, 5})
                                 .reshape({frames, grid * grid, 3 * p * p});
  const at::Tensor embedded = kernels::linear_in(dtype_, patches, patch_embedding_, {});  // (F, n, d)
  const at::Tensor first = class_embedding_.expand({frames, 1, config_.hidden_size});
  return at::cat({first, embedded}, 1) + position_embeddings_;  // (F, 1 + n, d)
}

TowerResult Tower::forward(const at::Tensor& pixels, bool attention, const std::stop_token& stop) const {
  const std::int64_t side = config_.image_size;
  TORCH_INTERNAL_ASSERT(
      pixels.dim() == 4 && pixels.size(1) == 3 && pixels.size(2) == side && pixels.size(3) == side,
      "expected (F, 3, ", side, ", ", side, ") pixels, found ", pixels.sizes());
  const at::NoGradGuard no_grad;
  TowerResult result;
  at::Tensor x = norm_.forward(embed(pixels));
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    base::throw_if_stopped(stop);
    x = layers_[i].forward(x, attention && i + 1 == layers_.size() ? &result.attention : nullptr);
  }
  result.features = x;
  return result;
}

}  // namespace vp::clip
