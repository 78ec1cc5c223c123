#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// Attention of fixed queries, folded into the keys, over tokens normalised to mean 0 and variance 1, with
/// its map (GSTRA, FSRA). kernels::folded_attention is the plain form. All float32.
struct FoldedAttention {
  const float* x = nullptr;         ///< (batch, tokens, width)
  const float* keys = nullptr;      ///< (heads, width), scale included
  const float* key_sums = nullptr;  ///< (heads): each key's columns added
  float* weights = nullptr;         ///< (batch, heads, tokens): the map
  float* mean = nullptr;            ///< (batch, heads, width): Σ_i a_i · x_i, normalised
  float* workspace = nullptr;       ///< folded_attention_workspace(work) numbers
  int batch = 1, tokens = 1, width = 1, heads = 1;
  int splits = 1;  ///< of the tokens, for the mean; folded_attention_splits
  float epsilon = 1e-5F;
};

/// So many that a device with `processors` is busy.
int folded_attention_splits(const FoldedAttention& work, int processors);
std::int64_t folded_attention_workspace(const FoldedAttention& work);
void launch(const FoldedAttention& work, Stream stream);

}  // namespace vp::kernels::cuda
