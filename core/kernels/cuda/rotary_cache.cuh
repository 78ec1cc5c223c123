#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/rotary_cache.h"

namespace vp::kernels::cuda {

constexpr int kRotaryWarps = 4;
constexpr int kMostHeadDim = 256;

template <typename Kept>
__device__ __forceinline__ void keep(Kept* to, float x) {
  // Numbers beyond float16's range become its largest one; a NaN stays one.
  if constexpr (std::is_same_v<Kept, Half>) x = x > 65504.0F ? 65504.0F : x < -65504.0F ? -65504.0F : x;
  assign(*to, x);
}

/// A lane's numbers of a head, columns lane, 32 + lane, ...: each turn of the loop is a group with one scale.
template <typename Kept>
__device__ __forceinline__ void keep_row(const KeptCache& cache, std::int64_t row, int head_dim,
                                         const float* numbers) {
  const int lane = static_cast<int>(threadIdx.x) % kWarp;
  Kept* to = static_cast<Kept*>(cache.rows) + row * head_dim;
  for (int first = 0, j = 0; first < head_dim; first += kWarp, ++j) {
    const int column = first + lane;
    if constexpr (std::is_same_v<Kept, std::int8_t>) {
      const float number = column < head_dim ? numbers[j] : 0.0F;
      const float largest = warp_max(fabsf(number));
      // fmaxf passes over a NaN; a group with one becomes NaN as a whole.
      const bool finite = __all_sync(kAllLanes, fabsf(number) <= 3.402823466e38F) != 0;
      const float scale = largest / 127.0F;
      // A scale that vanishes, or nearly, has no inverse.
      const float inverse = scale > 1e-37F ? 1.0F / scale : 0.0F;
      if (lane == 0)
        cache.scales[row * pieces(head_dim, kWarp) + j] = finite ? scale : __uint_as_float(0x7fc00000U);
      if (column < head_dim) to[column] = static_cast<std::int8_t>(finite ? rintf(number * inverse) : 1.0F);
    } else {
      if (column < head_dim) keep(to + column, numbers[j]);
    }
  }
}

// A warp a head: first the queries', then the keys', then the values'.
template <typename T, typename Kept>
__global__ void rotate_and_keep(RotaryCache v) {
  const int lane = static_cast<int>(threadIdx.x) % kWarp, token = static_cast<int>(blockIdx.x);
  const int head = static_cast<int>(blockIdx.y) * kRotaryWarps + static_cast<int>(threadIdx.x) / kWarp;
  const int keys_end = v.heads + v.key_value_heads;
  if (head >= keys_end + v.key_value_heads) return;
  const std::int64_t position = *v.position + token;
  if (position < 0 || position >= v.capacity) return;
  const int half = v.head_dim / 2;
  const bool is_query = head < v.heads, is_value = head >= keys_end;
  const int own = is_query ? head : is_value ? head - keys_end : head - v.heads;
  const T* x = static_cast<const T*>(is_query   ? v.query
                                     : is_value ? v.value
                                                : v.key) +
               token * v.stride + static_cast<std::int64_t>(own) * v.head_dim;
  float numbers[kMostHeadDim / kWarp];
#pragma unroll
  for (int j = 0; j < kMostHeadDim / kWarp; ++j) {
    const int column = j * kWarp + lane;
    if (column >= v.head_dim) continue;
    if (is_value) {
      numbers[j] = to_float(x[column]);
    } else {
      const int pair = column < half ? column : column - half;
      const float a = to_float(x[pair]), b = to_float(x[pair + half]);
      const float c = v.cosines[position * half + pair], s = v.sines[position * half + pair];
      numbers[j] = column < half ? a * c - b * s : b * c + a * s;
      // As the computation without codes rounds them.
      T rounded;
      assign(rounded, numbers[j]);
      numbers[j] = to_float(rounded);
    }
  }
  if (is_query) {
    T* to = static_cast<T*>(v.turned) + (static_cast<std::int64_t>(token) * v.heads + own) * v.head_dim;
#pragma unroll
    for (int j = 0; j < kMostHeadDim / kWarp; ++j)
      if (j * kWarp + lane < v.head_dim) assign(to[j * kWarp + lane], numbers[j]);
    return;
  }
  keep_row<Kept>(is_value ? v.values : v.keys, own * v.capacity + position, v.head_dim, numbers);
}

}  // namespace vp::kernels::cuda
