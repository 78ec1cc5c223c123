#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/rms_norm.h"

namespace vp::kernels::cuda {

// A block a row. What a thread wrote or read in the first pass it reads again in the second, from the
// first-level cache.
template <typename T, int kPack>
__global__ void rms_norm_rows(RmsNorm v) {
  VP_SHARED(float, partial, kWarp);
  const std::int64_t start = static_cast<std::int64_t>(blockIdx.x) * v.width;
  const int first = static_cast<int>(threadIdx.x) * kPack, step = static_cast<int>(blockDim.x) * kPack;
  const float* x = v.x + start;
  if (v.residual != nullptr) {
    const T* residual = static_cast<const T*>(v.residual) + start;
    for (int i = first; i < v.width; i += step) {
      float value[kPack], added[kPack];
      load_floats(value, x + i);
      load_floats(added, residual + i);
#pragma unroll
      for (int j = 0; j < kPack; ++j) value[j] += added[j];
      store_floats(v.sum + start + i, value);
    }
    x = v.sum + start;
  }
  float squares = 0;
  for (int i = first; i < v.width; i += step) {
    float value[kPack];
    load_floats(value, x + i);
#pragma unroll
    for (int j = 0; j < kPack; ++j) squares += value[j] * value[j];
  }
  const float inverse = rsqrtf(block_sum(squares, partial) / static_cast<float>(v.width) + v.epsilon);
  const T* weight = static_cast<const T*>(v.weight);
  T* y = static_cast<T*>(v.y) + start;
  for (int i = first; i < v.width; i += step) {
    float value[kPack], scale[kPack];
    load_floats(value, x + i);
    load_floats(scale, weight + i);
#pragma unroll
    for (int j = 0; j < kPack; ++j) value[j] = value[j] * inverse * scale[j];
    store_floats(y + i, value);
  }
}

}  // namespace vp::kernels::cuda
