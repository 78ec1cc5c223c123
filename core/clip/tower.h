#pragma once

#include <ATen/core/Tensor.h>

#include <stop_token>
#include <string>
#include <vector>

#include "checkpoint/tower_config.h"
#include "clip/tower_layer.h"
#include "kernels/tensor_source.h"

namespace vp::clip {

/// What a tower gives for some frames.
struct TowerResult {
  at::Tensor features;       // (F, 1 + n, d) float32, not normalised: the class token, then the patches
  LayerAttention attention;  ///< of the last layer in use; undefined unless asked for
};

/// The vision tower of CLIP (Radford et al., 2021: "Learning Transferable Visual Models From Natural Language
/// Supervision"), and that of LanguageBind for videos, which attends over time as well. For inference.
class Tower {
 public:
  /// Parameters PREFIX + embeddings.*, pre_layrnorm.* and encoder.layers.*, as Hugging Face names them.
  Tower(const checkpoint::TowerConfig& config, kernels::TensorSource& weights, const std::string& prefix);

  const checkpoint::TowerConfig& config() const { return config_; }
  /// pixels (F, 3, S, S) float32, normalised. With time attention F is a multiple of t, and each t frames in
  /// a row are a run of their own. Throws Error(Stopped) between layers.
  TowerResult forward(const at::Tensor& pixels, bool attention, const std::stop_token& stop = {}) const;

 private:
  at::Tensor embed(const at::Tensor& pixels) const;

  checkpoint::TowerConfig config_;
  at::ScalarType dtype_;            // of the products
  at::Tensor patch_embedding_;      // (d, 3 · p²)
  at::Tensor class_embedding_;      // (d) float32
  at::Tensor position_embeddings_;  // (1 + n, d) float32
  kernels::LayerNorm norm_;
  std::vector<TowerLayer> layers_;
};

}  // namespace vp::clip
