#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <string>

#include "checkpoint/model_config.h"
#include "kernels/packed_attention.h"
#include "kernels/tensor_source.h"
#include "llm/attention_recorder.h"
#include "llm/kv_cache.h"
#include "llm/rope.h"

namespace vp::llm {

/// Positions of the cache that a branch does not see in some layers, as if its attention to them were cut.
struct HiddenPositions {
  PositionSpan positions;
  std::int64_t first_layer = 0;
  std::int64_t last_layer = 0;  ///< this one too

  bool in(std::int64_t layer) const {
    return positions.begin < positions.end && first_layer <= layer && layer <= last_layer;
  }
};

/// Causal self-attention with rotary positions; several query heads may share a key/value head (Ainslie et
/// al., 2023).
class Attention {
 public:
  /// `path` is the name up to and with `self_attn`; `layer` is the index in the cache.
  Attention(const std::string& path, std::int64_t layer, const checkpoint::DecoderConfig& config,
            kernels::TensorSource& weights);

  /// (n, hidden_size) -> (n, hidden_size). The n positions follow those of the cache, to which their keys and
  /// values are written. `recorder`, where there is one, observes the last of them.
  at::Tensor forward(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                     AttentionRecorder* recorder = nullptr) const;

  /// The same for branches: `lengths` of the rows, one after the other, are continuations of the cache's
  /// positions that do not see each other. The cache then holds the last one's keys and values behind them.
  /// `hidden` is empty, or says for each branch what it does not see.
  at::Tensor forward_branches(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                              std::span<const std::int64_t> lengths,
                              std::span<const HiddenPositions> hidden = {}) const;

  /// The same for a packed batch, without a cache and differentiable: (N, hidden_size) -> (N, hidden_size);
  /// `rotation` holds each row's own angles.
  at::Tensor forward_packed(const at::Tensor& x, const Rotation& rotation,
                            std::span<const kernels::PackedSequence> sequences) const;

  std::int64_t parameter_count() const;

 private:
  friend class DecodeStep;  // the same on a GPU, a token at a time

  struct Projected {
    at::Tensor q, k, v;  // (n, heads or key_value_heads, head_dim), q and k turned
  };
  Projected project(const at::Tensor& x, const Rotation& rotation) const;
  double scale() const;

  std::int64_t layer_;
  std::int64_t heads_;
  std::int64_t key_value_heads_;
  std::int64_t head_dim_;
  kernels::WeightMatrix qkv_weight_;  // ((heads + 2 key_value_heads) * head_dim, hidden_size)
  at::Tensor qkv_bias_;               // ((heads + 2 key_value_heads) * head_dim), undefined without bias
  kernels::WeightMatrix o_weight_;    // (hidden_size, heads * head_dim)
};

}  // namespace vp::llm
