#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// Attention within the windows of LSD, with its map; kernels::window_attention is the plain form.
struct WindowAttention {
  const float* tokens = nullptr;  ///< (windows, size, width)
  const void* queries = nullptr;  ///< (heads, windows, width) of `dtype`, folded into the keys
  float* weights = nullptr;       ///< (heads, windows, size): the map
  void* mean = nullptr;           ///< (heads, windows, width) of `dtype`
  Dtype dtype = Dtype::BFloat16;
  int windows = 0, size = 4, width = 0, heads = 1;  ///< size at most 32, size · width at most 12288
  float epsilon = 1e-5F;
};

void launch(const WindowAttention& work, Stream stream);

}  // namespace vp::kernels::cuda
