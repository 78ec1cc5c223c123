#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/gated_silu.h"

namespace vp::kernels::cuda {

// A pack a thread; the grid's first dimension goes along a row, the second over the rows.
template <typename T, int kPack>
__global__ void gated_silu_rows(GatedSilu v) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x) * kPack;
  if (i >= v.width) return;
  for (std::int64_t row = blockIdx.y; row < v.rows; row += gridDim.y) {
    const T* gate_up = static_cast<const T*>(v.gate_up) + 2 * row * v.width;
    float gate[kPack], up[kPack];
    load_floats(gate, gate_up + i);
    load_floats(up, gate_up + v.width + i);
#pragma unroll
    for (int j = 0; j < kPack; ++j) gate[j] = gate[j] / (1.0F + expf(-gate[j])) * up[j];
    store_floats(static_cast<T*>(v.y) + row * v.width + i, gate);
  }
}

}  // namespace vp::kernels::cuda
