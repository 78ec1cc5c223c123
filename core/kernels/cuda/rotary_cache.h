#pragma once

#include "kernels/cuda/kept_rows.h"

namespace vp::kernels::cuda {

/// What lies between a layer's products and its attention: queries and keys are turned by the angles of their
/// positions, and keys and values go into the cache. The pairs are (x_i, x_{i + head_dim / 2}).
struct RotaryCache {
  const void* query = nullptr;  ///< (n, heads, head_dim) of `dtype`, tokens `stride` numbers apart
  const void* key = nullptr;    ///< (n, key_value_heads, head_dim), the same
  const void* value = nullptr;  ///< as key
  std::int64_t stride = 0;
  const float* cosines = nullptr;          ///< (capacity, head_dim / 2), of every position
  const float* sines = nullptr;            ///< the same
  const std::int32_t* position = nullptr;  ///< on the device: of the first token
  void* turned = nullptr;  ///< (n, heads, head_dim) of `dtype`: the queries; not `query` itself
  KeptCache keys, values;
  Dtype dtype = Dtype::BFloat16;
  KeptForm form = KeptForm::AsComputed;
  int n = 1, heads = 0, key_value_heads = 0;
  int head_dim = 0;           ///< even, at most 256
  std::int64_t capacity = 0;  ///< positions; what would lie beyond is not written
};

void launch(const RotaryCache& work, Stream stream);

}  // namespace vp::kernels::cuda
