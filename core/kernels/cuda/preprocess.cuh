#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/preprocess.h"

namespace vp::kernels::cuda {

constexpr int kPixelThreads = 256;
constexpr int kFractionBits = 22;

__device__ __forceinline__ std::uint8_t to_level(int sum) {
  const int level = sum >> kFractionBits;
  return static_cast<std::uint8_t>(level < 0 ? 0 : level > 255 ? 255 : level);
}

// A pixel a thread; neighbours read almost the same window of the row.
__global__ void resize_rows(ResizeRows v) {
  const int x = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (x >= v.out_width) return;
  const int first = v.filter.first[x], count = v.filter.count[x];
  const std::int32_t* weights = v.filter.weights + static_cast<std::int64_t>(x) * v.filter.taps;
  const int rows = v.pictures * v.height;
  for (int row = static_cast<int>(blockIdx.y); row < rows; row += static_cast<int>(gridDim.y)) {
    const std::uint8_t* in = v.in + (static_cast<std::int64_t>(row) * v.in_width + first) * 3;
    int sums[3] = {1 << (kFractionBits - 1), 1 << (kFractionBits - 1), 1 << (kFractionBits - 1)};
    for (int tap = 0; tap < count; ++tap) {
      const int weight = weights[tap];
#pragma unroll
      for (int c = 0; c < 3; ++c) sums[c] += weight * in[3 * tap + c];
    }
    std::uint8_t* out = v.out + (static_cast<std::int64_t>(row) * v.out_width + x) * 3;
#pragma unroll
    for (int c = 0; c < 3; ++c) out[c] = to_level(sums[c]);
  }
}

// A byte a thread, of one row after the other: neighbours read neighbouring bytes.
__global__ void resize_columns(ResizeColumns v) {
  const int bytes = v.width * 3, x = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (x >= bytes) return;
  const int rows = v.pictures * v.out_height;
  for (int row = static_cast<int>(blockIdx.y); row < rows; row += static_cast<int>(gridDim.y)) {
    const int y = row % v.out_height;
    const std::int32_t* weights = v.filter.weights + static_cast<std::int64_t>(y) * v.filter.taps;
    const std::uint8_t* in =
        v.in + (static_cast<std::int64_t>(row / v.out_height) * v.in_height + v.filter.first[y]) * bytes + x;
    int sum = 1 << (kFractionBits - 1);
    for (int tap = 0; tap < v.filter.count[y]; ++tap)
      sum += weights[tap] * in[static_cast<std::int64_t>(tap) * bytes];
    v.out[static_cast<std::int64_t>(row) * bytes + x] = to_level(sum);
  }
}

template <typename T>
__global__ void paste_on_canvas(PasteOnCanvas v) {
  const int x = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x), y = static_cast<int>(blockIdx.y);
  if (x >= v.side) return;
  const int picture = static_cast<int>(blockIdx.z), from_x = x - v.left, from_y = y - v.top;
  const bool inside = from_x >= 0 && from_x < v.width && from_y >= 0 && from_y < v.height;
  const std::uint8_t* levels =
      inside ? v.pictures + ((static_cast<std::int64_t>(picture) * v.height + from_y) * v.width + from_x) * 3
             : v.background;
  const std::int64_t plane = static_cast<std::int64_t>(v.side) * v.side;
  T* canvas = static_cast<T*>(v.canvases) + 4 * plane * picture + static_cast<std::int64_t>(y) * v.side + x;
#pragma unroll
  for (int c = 0; c < 3; ++c)
    assign(canvas[c * plane], (static_cast<float>(levels[c]) / 255.0F - v.mean[c]) / v.deviation[c]);
  assign(canvas[3 * plane], inside ? 1.0F : 0.0F);
}

}  // namespace vp::kernels::cuda
