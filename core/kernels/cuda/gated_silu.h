#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// silu(gate) · up, gate the first and up the second half of each row.
struct GatedSilu {
  const void* gate_up = nullptr;  ///< (rows, 2 width)
  void* y = nullptr;              ///< (rows, width)
  Dtype dtype = Dtype::BFloat16;  ///< of both
  std::int64_t rows = 0;
  int width = 0;
};

void launch(const GatedSilu& work, Stream stream);

}  // namespace vp::kernels::cuda
