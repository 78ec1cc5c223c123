#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string>

#include "checkpoint/tower_config.h"
#include "kernels/layers.h"

namespace vp::clip {

/// What a layer's attention looked at.
struct LayerAttention {
  at::Tensor space;  // (F, heads, n, n) float32: within each frame
  at::Tensor time;   // (runs, tokens, heads, t, t) float32: of each token over its run; undefined without it
};

/// Multi-head attention of all of a sequence's tokens to all of them (Vaswani et al., 2017).
class SelfAttention {
 public:
  /// Parameters NAME.{q,k,v,out}_proj, with bias.
  SelfAttention(std::int64_t width, std::int64_t heads, kernels::TensorSource& weights,
                const std::string& name);

  /// (B, n, d) -> (B, n, d) float32. `seen`, where given, becomes the weights, (B, heads, n, n).
  at::Tensor forward(const at::Tensor& x, at::Tensor* seen) const;

 private:
  std::int64_t heads_;
  kernels::Linear query_, key_, value_, out_;
};

/// Attention of each token over the frames of its run, in front of a layer's other parts (LanguageBind: Zhu
/// et al., 2024).
class TimeAttention {
 public:
  /// Parameters NAME.temporal_embedding, NAME.temporal_layer_norm1 and NAME.temporal_attn.
  TimeAttention(const checkpoint::TowerConfig& config, kernels::TensorSource& weights,
                const std::string& name);

  /// (F, n, d) -> (F, n, d) float32; F is a multiple of t.
  at::Tensor forward(const at::Tensor& x, LayerAttention* seen) const;

 private:
  std::int64_t frames_;
  at::Tensor embedding_;  // (1, t, d)
  kernels::LayerNorm norm_;
  SelfAttention attention_;
};

/// A layer of the tower, normalised before each part.
class TowerLayer {
 public:
  TowerLayer(const checkpoint::TowerConfig& config, kernels::TensorSource& weights, const std::string& name);

  /// (F, n, d) -> (F, n, d) float32.
  at::Tensor forward(const at::Tensor& x, LayerAttention* seen) const;

 private:
  checkpoint::TowerConfig::Activation activation_;
  std::optional<TimeAttention> time_attention_;
  kernels::LayerNorm norm1_;
  SelfAttention attention_;
  kernels::LayerNorm norm2_;
  kernels::Linear in_, out_;
};

}  // namespace vp::clip
