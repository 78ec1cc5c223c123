#pragma once

#include "kernels/cuda/depthwise_conv.h"
#include "kernels/cuda/device.cuh"

namespace vp::kernels::cuda {

constexpr int kConvThreads = 128;
constexpr int kNeighbours = 4;  // results of a thread along the width

// A thread computes a pack of channels of four neighbours, which share most of what they are made of: an
// input is loaded once for all of them, and a row of taps stays in registers. Neighbouring threads take
// neighbouring channels.
template <typename T, int kPack, int kWidth>
__global__ void __launch_bounds__(kConvThreads) convolve(DepthwiseConv v) {
  const int packs = v.channels / kPack, groups = pieces(v.width, kNeighbours);
  std::int64_t index = static_cast<std::int64_t>(blockIdx.x) * kConvThreads + threadIdx.x;
  const int channel = static_cast<int>(index % packs) * kPack;
  index /= packs;
  const int x = static_cast<int>(index % groups) * kNeighbours;
  index /= groups;
  const int y = static_cast<int>(index % v.height);
  index /= v.height;
  const int t = static_cast<int>(index % v.frames);
  const std::int64_t entry = index / v.frames;
  if (entry >= v.batch) return;
  const std::int64_t row_stride = static_cast<std::int64_t>(v.width) * v.channels;
  const T* input = static_cast<const T*>(v.x) + entry * v.frames * v.height * row_stride + channel;

  float sums[kNeighbours][kPack];
#pragma unroll
  for (int n = 0; n < kNeighbours; ++n) load_floats(sums[n], v.bias + channel);
  for (int kt = 0; kt < v.kernel_t; ++kt) {
    const int from_t = t + kt - v.kernel_t / 2;
    if (from_t < 0 || from_t >= v.frames) continue;
    for (int ky = 0; ky < v.kernel_h; ++ky) {
      const int from_y = y + ky - v.kernel_h / 2;
      if (from_y < 0 || from_y >= v.height) continue;
      const T* row = input + (static_cast<std::int64_t>(from_t) * v.height + from_y) * row_stride;
      float taps[kWidth][kPack];
#pragma unroll
      for (int kx = 0; kx < kWidth; ++kx)
        load_floats(
            taps[kx],
            v.taps + static_cast<std::int64_t>((kt * v.kernel_h + ky) * kWidth + kx) * v.channels + channel);
#pragma unroll
      for (int i = 0; i < kNeighbours + kWidth - 1; ++i) {
        const int from_x = x + i - kWidth / 2;
        if (from_x < 0 || from_x >= v.width) continue;
        float value[kPack];
        load_floats(value, row + static_cast<std::int64_t>(from_x) * v.channels);
#pragma unroll
        for (int n = 0; n < kNeighbours; ++n) {
          if (i - n < 0 || i - n >= kWidth) continue;  // known when the loops are unrolled
#pragma unroll
          for (int c = 0; c < kPack; ++c) sums[n][c] += value[c] * taps[i - n][c];
        }
      }
    }
  }
  const std::int64_t place = (static_cast<std::int64_t>(t) * v.height + y) * row_stride;
  T* output = static_cast<T*>(v.y) + entry * v.frames * v.height * row_stride + channel;
#pragma unroll
  for (int n = 0; n < kNeighbours; ++n) {
    if (x + n >= v.width) continue;
    const std::int64_t at = place + static_cast<std::int64_t>(x + n) * v.channels;
    if (v.add_input) {
      float own[kPack];
      load_floats(own, input + at);
#pragma unroll
      for (int c = 0; c < kPack; ++c) sums[n][c] += own[c];
    }
    store_floats(output + at, sums[n]);
  }
}

}  // namespace vp::kernels::cuda
