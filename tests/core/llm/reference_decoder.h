#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "checkpoint/model_config.h"

namespace vp::llm::test {

using Weights = std::map<std::string, at::Tensor>;

/// A small decoder of the given form; all sizes follow from these.
checkpoint::DecoderConfig small_config(std::int64_t heads, std::int64_t key_value_heads,
                                       std::int64_t head_dim, bool bias, bool tied);

/// Seeded normal weights under their checkpoint names, float32.
Weights random_weights(const checkpoint::DecoderConfig& config, std::int64_t seed);

/// The decoder written out as the papers have it: no cache, no chunks, no fusing, the whole score matrix.
/// (n, hidden_size) embeddings -> (n, vocab_size) logits, in the dtype of the weights. `attention`, which may
/// be null, gets every layer's softmax, (heads, n, n). `hidden`, where it is not empty, says for each layer
/// what a row does not see beside what is behind it, (n, n).
at::Tensor reference_logits(const checkpoint::DecoderConfig& config, const Weights& weights,
                            const at::Tensor& embeddings, std::vector<at::Tensor>* attention = nullptr,
                            const std::vector<at::Tensor>& hidden = {});

}  // namespace vp::llm::test
