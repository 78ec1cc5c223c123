#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/window_attention.h"

namespace vp::kernels::cuda {

constexpr int kWindowWarps = 4;

// A block a window. Every head reads all of its tokens, so they are normalised once, into shared memory; then
// a warp takes a head. Lane i keeps the score of token i.
template <typename T>
__global__ void __launch_bounds__(kWindowWarps* kWarp) attend_in_windows(WindowAttention v) {
  constexpr int kTogether = 4;  // tokens that a column of the query is multiplied with at once
  VP_DYNAMIC_SHARED(float, normalised);
  const int lane = static_cast<int>(threadIdx.x) % kWarp, warp = static_cast<int>(threadIdx.x) / kWarp;
  const std::int64_t window = blockIdx.x;
  for (int i = warp; i < v.size; i += kWindowWarps) {
    const float* token = v.tokens + (window * v.size + i) * v.width;
    float sum = 0, squares = 0;
    for (int c = lane; c < v.width; c += kWarp) sum += token[c];
    const float mean = warp_sum(sum) / static_cast<float>(v.width);
    for (int c = lane; c < v.width; c += kWarp) squares += (token[c] - mean) * (token[c] - mean);
    const float inverse = rsqrtf(warp_sum(squares) / static_cast<float>(v.width) + v.epsilon);
    for (int c = lane; c < v.width; c += kWarp) normalised[i * v.width + c] = (token[c] - mean) * inverse;
  }
  __syncthreads();
  for (int head = warp; head < v.heads; head += kWindowWarps) {
    const std::int64_t row = static_cast<std::int64_t>(head) * v.windows + window;
    const T* query = static_cast<const T*>(v.queries) + row * v.width;
    float score = -INFINITY;
    for (int first = 0; first < v.size; first += kTogether) {
      float products[kTogether] = {};
      for (int c = lane; c < v.width; c += kWarp) {
        const float q = to_float(query[c]);
#pragma unroll
        for (int i = 0; i < kTogether; ++i)
          products[i] += q * normalised[min(first + i, v.size - 1) * v.width + c];
      }
#pragma unroll
      for (int i = 0; i < kTogether; ++i) {
        const float product = warp_sum(products[i]);
        if (lane == first + i && lane < v.size) score = product;
      }
    }
    const float weight = expf(score - warp_max(score));  // 0 in the lanes beyond the window
    const float share = weight / warp_sum(weight);
    if (lane < v.size) v.weights[row * v.size + lane] = share;
    T* mean = static_cast<T*>(v.mean) + row * v.width;
    for (int base = 0; base < v.width; base += kWarp) {  // all lanes take part in the shuffles
      const int c = base + lane;
      float sum = 0;
      for (int i = 0; i < v.size; ++i) {
        const float of_token = __shfl_sync(kAllLanes, share, i);
        if (c < v.width) sum += of_token * normalised[i * v.width + c];
      }
      if (c < v.width) assign(mean[c], sum);
    }
  }
}

}  // namespace vp::kernels::cuda
