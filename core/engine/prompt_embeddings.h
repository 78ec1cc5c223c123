#pragma once

// The prompt as the decoder's input, for the engine's own files.
#include <ATen/core/Tensor.h>

#include <cstddef>
#include <vector>

#include "engine/model.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// How many tokens each frame slot has; `frames`: (n, hidden_size) each.
std::vector<std::int64_t> token_counts(const std::vector<at::Tensor>& frames);

/// Embeddings of the positions (see positions_of()) from `first` on, (n, hidden_size); `first` never lies
/// inside a frame. The frames' tokens stand in their places.
at::Tensor prompt_embeddings(const Model& model, const std::vector<text::TokenId>& positions,
                             const std::vector<at::Tensor>& frames, std::size_t first = 0);

}  // namespace vp::engine
