#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// Depth-wise 3-D convolution with zero padding that keeps the size, channels last; sums in float32.
struct DepthwiseConv {
  const void* x = nullptr;      ///< (batch, frames, height, width, channels) of `dtype`
  const float* taps = nullptr;  ///< (kernel_t · kernel_h · kernel_w, channels), kernels::depthwise_taps
  const float* bias = nullptr;  ///< (channels)
  void* y = nullptr;            ///< as x
  Dtype dtype = Dtype::BFloat16;
  int batch = 1, frames = 1, height = 1, width = 1, channels = 1;
  int kernel_t = 1, kernel_h = 1;  ///< odd
  int kernel_w = 1;                ///< 1, 3, 5 or 7
  bool add_input = false;          ///< x is added to the result
};

void launch(const DepthwiseConv& work, Stream stream);

}  // namespace vp::kernels::cuda
