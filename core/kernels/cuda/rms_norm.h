#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// y = x / sqrt(mean(x²) + epsilon) · weight over each row, after x += residual where there is one.
struct RmsNorm {
  const float* x = nullptr;        ///< (rows, width)
  const void* residual = nullptr;  ///< (rows, width) of `dtype`, or null
  float* sum = nullptr;            ///< (rows, width): x + residual; may be x. Unused without a residual
  const void* weight = nullptr;    ///< (width) of `dtype`
  void* y = nullptr;               ///< (rows, width) of `dtype`
  Dtype dtype = Dtype::BFloat16;
  std::int64_t rows = 0;
  int width = 0;
  float epsilon = 1e-6F;
};

void launch(const RmsNorm& work, Stream stream);

}  // namespace vp::kernels::cuda
