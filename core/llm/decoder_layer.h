#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>

#include "checkpoint/model_config.h"
#include "kernels/tensor_source.h"
#include "llm/attention.h"
#include "llm/kv_cache.h"
#include "llm/mlp.h"
#include "llm/rms_norm.h"
#include "llm/rope.h"

namespace vp::llm {

/// One pre-norm transformer block: x + attention(norm(x)), then x + mlp(norm(x)).
class DecoderLayer {
 public:
  /// `path` is the name up to and with `layers.N`; `index` is N.
  DecoderLayer(const std::string& path, std::int64_t index, const checkpoint::DecoderConfig& config,
               kernels::TensorSource& weights);

  /// (n, hidden_size) float32 -> (n, hidden_size) float32. Without gradients the sum is formed in `x` itself.
  /// Throws Error(Stopped) between its products. `recorder` may be null.
  at::Tensor forward(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                     const std::stop_token& stop, AttentionRecorder* recorder = nullptr) const;

  /// The same for branches without gradients: see Attention::forward_branches.
  at::Tensor forward_branches(const at::Tensor& x, const Rotation& rotation, KvCache& cache,
                              std::span<const std::int64_t> lengths, std::span<const HiddenPositions> hidden,
                              const std::stop_token& stop) const;

  /// The same for a packed batch, differentiable: see Attention::forward_packed.
  at::Tensor forward_packed(const at::Tensor& x, const Rotation& rotation,
                            std::span<const kernels::PackedSequence> sequences) const;

  std::int64_t parameter_count() const;
  /// Whether several positions are multiplied as integers.
  bool multiplies_integers() const { return mlp_.multiplies_integers(); }

 private:
  friend class DecodeStep;  // the same on a GPU, a token at a time

  RmsNorm input_norm_;
  Attention attention_;
  RmsNorm post_attention_norm_;
  Mlp mlp_;
};

}  // namespace vp::llm
