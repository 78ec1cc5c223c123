#pragma once

#include "kernels/cuda/kept_rows.h"

namespace vp::kernels::cuda {

/// softmax(scale q kᵀ) v of one or a few new tokens over everything in the cache; each sees the positions up
/// to its own. Query head h reads key/value head h / (heads / key_value_heads). The cache's length is read on
/// the device, so that one captured launch serves every step. Each `split` of the positions is taken by a
/// block of its own; a second pass merges what they found.
struct CachedAttention {
  const void* query = nullptr;  ///< (n, heads, head_dim) of `dtype`
  KeptCache keys, values;
  const std::int32_t* length = nullptr;  ///< on the device: positions in the cache, the n new ones among them
  void* output = nullptr;                ///< (n, heads, head_dim) of `dtype`
  float* log_sums = nullptr;             ///< (n, heads): ln Σ e^score, for AttendedColumns; or null
  float* workspace = nullptr;            ///< attention_workspace(work) numbers, with more than one split
  Dtype dtype = Dtype::BFloat16;
  KeptForm form = KeptForm::AsComputed;
  int n = 1, heads = 0, key_value_heads = 0;
  int head_dim = 0;  ///< a multiple of 8, at most 256
  std::int64_t capacity = 0;
  int splits = 1;
  float scale = 1;
};

/// So many that a device with `processors` is busy, and that a split is worth a block.
int attention_splits(int n, int heads, std::int64_t capacity, int processors);
std::int64_t attention_workspace(const CachedAttention& work);
void launch(const CachedAttention& work, Stream stream);

/// The softmax row of one of the tokens, once more: columns of it, averaged over heads. For the words of an
/// answer (llm::AttentionRecorder).
struct AttendedColumns {
  const void* query = nullptr;  ///< (heads, head_dim) of `dtype`
  KeptCache keys;
  const float* log_sums = nullptr;             ///< (heads), of this token
  const std::int32_t* positions = nullptr;     ///< (columns): which ones; the token sees each of them
  const std::int32_t* chosen_heads = nullptr;  ///< (chosen): averaged over
  float* weights = nullptr;                    ///< (columns)
  Dtype dtype = Dtype::BFloat16;
  KeptForm form = KeptForm::AsComputed;
  int columns = 0, chosen = 0;
  int heads = 0, key_value_heads = 0, head_dim = 0;
  std::int64_t capacity = 0;
  float scale = 1;
};

void launch(const AttendedColumns& work, Stream stream);

}  // namespace vp::kernels::cuda
