#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// How keys and values are kept (kernels::KeptRows): as computed, in float16, or in codes of 8 bits with a
/// scale for 32 of them.
enum class KeptForm { AsComputed, HalfPrecision, Codes };

/// A cache of keys or of values: (key_value_heads, capacity, head_dim).
struct KeptCache {
  void* rows = nullptr;
  float* scales = nullptr;  ///< of codes: (key_value_heads, capacity, ⌈head_dim / 32⌉)
};

}  // namespace vp::kernels::cuda
