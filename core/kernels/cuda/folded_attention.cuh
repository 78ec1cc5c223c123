#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/folded_attention.h"

namespace vp::kernels::cuda {

constexpr int kFoldedWarps = 4;
constexpr int kTogether = 4;  // tokens, and heads, whose products a warp computes at once: a load serves four
constexpr int kMeanThreads = 128;
constexpr int kTile = 32;  // tokens whose weights lie in shared memory

/// Mean and 1 / deviation of each token: (batch · tokens, 2), at the beginning of the workspace.
__device__ __forceinline__ float* moments_of(const FoldedAttention& v) {
  return v.workspace;
}
__device__ __forceinline__ float* partial_means_of(const FoldedAttention& v) {
  return v.workspace + 2 * static_cast<std::int64_t>(v.batch) * v.tokens;
}

// The scores of four tokens a warp. A token's row is read again for the variance, which then has no
// cancellation, and for the products; it comes from the first-level cache.
template <int kPack>
__global__ void __launch_bounds__(kFoldedWarps* kWarp) folded_scores(FoldedAttention v) {
  const int lane = static_cast<int>(threadIdx.x) % kWarp, warp = static_cast<int>(threadIdx.x) / kWarp;
  const std::int64_t all = static_cast<std::int64_t>(v.batch) * v.tokens;
  const std::int64_t first = (static_cast<std::int64_t>(blockIdx.x) * kFoldedWarps + warp) * kTogether;
  if (first >= all) return;
  const float* rows[kTogether];
  float mean[kTogether], inverse[kTogether];
#pragma unroll
  for (int i = 0; i < kTogether; ++i) {
    const std::int64_t token = first + i < all ? first + i : all - 1;  // beyond the last: not stored
    rows[i] = v.x + token * v.width;
    float sum = 0, squares = 0;
    for (int column = lane * kPack; column < v.width; column += kWarp * kPack) {
      float value[kPack];
      load_floats(value, rows[i] + column);
#pragma unroll
      for (int j = 0; j < kPack; ++j) sum += value[j];
    }
    mean[i] = warp_sum(sum) / static_cast<float>(v.width);
    for (int column = lane * kPack; column < v.width; column += kWarp * kPack) {
      float value[kPack];
      load_floats(value, rows[i] + column);
#pragma unroll
      for (int j = 0; j < kPack; ++j) squares += (value[j] - mean[i]) * (value[j] - mean[i]);
    }
    inverse[i] = rsqrtf(warp_sum(squares) / static_cast<float>(v.width) + v.epsilon);
    if (lane == 0 && first + i < all) {
      moments_of(v)[2 * token] = mean[i];
      moments_of(v)[2 * token + 1] = inverse[i];
    }
  }
  for (int head = 0; head < v.heads; head += kTogether) {
    float products[kTogether][kTogether] = {};  // [token][head]
    for (int column = lane * kPack; column < v.width; column += kWarp * kPack) {
      float value[kTogether][kPack];
#pragma unroll
      for (int i = 0; i < kTogether; ++i) load_floats(value[i], rows[i] + column);
#pragma unroll
      for (int h = 0; h < kTogether; ++h) {
        float key[kPack];
        load_floats(key, v.keys + static_cast<std::int64_t>(min(head + h, v.heads - 1)) * v.width + column);
#pragma unroll
        for (int i = 0; i < kTogether; ++i)
#pragma unroll
          for (int j = 0; j < kPack; ++j) products[i][h] += value[i][j] * key[j];
      }
    }
#pragma unroll
    for (int i = 0; i < kTogether; ++i)
#pragma unroll
      for (int h = 0; h < kTogether; ++h) {
        const float product = warp_sum(products[i][h]);
        if (lane != 0 || first + i >= all || head + h >= v.heads) continue;
        const std::int64_t entry = (first + i) / v.tokens, token = (first + i) % v.tokens;
        v.weights[(entry * v.heads + head + h) * v.tokens + token] =
            (product - mean[i] * v.key_sums[head + h]) * inverse[i];
      }
  }
}

/// Softmax over the tokens, in place; a block a head.
__global__ void folded_softmax(FoldedAttention v) {
  VP_SHARED(float, largests, kWarp);
  VP_SHARED(float, totals, kWarp);
  float* scores = v.weights + static_cast<std::int64_t>(blockIdx.x) * v.tokens;
  const int lane = static_cast<int>(threadIdx.x) % kWarp, warps = static_cast<int>(blockDim.x) / kWarp;
  float largest = -INFINITY;
  for (int i = static_cast<int>(threadIdx.x); i < v.tokens; i += static_cast<int>(blockDim.x))
    largest = fmaxf(largest, scores[i]);
  largest = warp_max(largest);
  if (lane == 0) largests[static_cast<int>(threadIdx.x) / kWarp] = largest;
  __syncthreads();
  largest = warp_max(lane < warps ? static_cast<float>(largests[lane]) : -INFINITY);
  float total = 0;
  for (int i = static_cast<int>(threadIdx.x); i < v.tokens; i += static_cast<int>(blockDim.x)) {
    const float weight = expf(scores[i] - largest);
    scores[i] = weight;
    total += weight;
  }
  const float share = 1.0F / block_sum(total, totals);
  for (int i = static_cast<int>(threadIdx.x); i < v.tokens; i += static_cast<int>(blockDim.x))
    scores[i] *= share;
}

// Σ weight · (x - mean) / deviation over one split of the tokens: a thread has a pack of columns of kHeads
// heads, so that x is read once for all of them. The weights of a tile of tokens come through shared memory.
template <int kPack, int kHeads>
__global__ void __launch_bounds__(kMeanThreads) folded_mean(FoldedAttention v) {
  VP_SHARED(float, scaled, kTile* kHeads);
  VP_SHARED(float, means, kTile);
  const int column = static_cast<int>(blockIdx.x * kMeanThreads + threadIdx.x) * kPack;
  const int split = static_cast<int>(blockIdx.y), tiles = pieces(v.heads, kHeads);
  const int entry = static_cast<int>(blockIdx.z) / tiles,
            head = static_cast<int>(blockIdx.z) % tiles * kHeads;
  const int share = pieces(v.tokens, v.splits);
  const int first = split * share, last = min(first + share, v.tokens);
  const bool inside = column < v.width;
  const float* x = v.x + static_cast<std::int64_t>(entry) * v.tokens * v.width + column;
  const float* moments = moments_of(v) + 2 * static_cast<std::int64_t>(entry) * v.tokens;
  float sums[kHeads][kPack] = {};
  for (int tile = first; tile < last; tile += kTile) {
    const int count = min(kTile, last - tile);
    for (int i = static_cast<int>(threadIdx.x); i < kTile * kHeads; i += kMeanThreads) {
      const int token = i % kTile, h = i / kTile;
      const bool there = token < count && head + h < v.heads;
      scaled[i] =
          there
              ? v.weights[(static_cast<std::int64_t>(entry) * v.heads + head + h) * v.tokens + tile + token] *
                    moments[2 * (tile + token) + 1]
              : 0.0F;
      if (h == 0) means[token] = token < count ? moments[2 * (tile + token)] : 0.0F;
    }
    __syncthreads();
    if (inside) {
      for (int token = 0; token < count; ++token) {
        float value[kPack];
        load_floats(value, x + static_cast<std::int64_t>(tile + token) * v.width);
        const float mean = means[token];
#pragma unroll
        for (int j = 0; j < kPack; ++j) value[j] -= mean;
#pragma unroll
        for (int h = 0; h < kHeads; ++h) {
          const float weight = scaled[h * kTile + token];
#pragma unroll
          for (int j = 0; j < kPack; ++j) sums[h][j] += weight * value[j];
        }
      }
    }
    __syncthreads();
  }
  if (!inside) return;
  float* to = v.mean;
  if (v.splits > 1) to = partial_means_of(v) + static_cast<std::int64_t>(split) * v.batch * v.heads * v.width;
#pragma unroll
  for (int h = 0; h < kHeads; ++h)
    if (head + h < v.heads)
      store_floats(to + (static_cast<std::int64_t>(entry) * v.heads + head + h) * v.width + column, sums[h]);
}

/// Adds up the splits, always in the same order.
__global__ void folded_add_splits(FoldedAttention v) {
  const std::int64_t count = static_cast<std::int64_t>(v.batch) * v.heads * v.width;
  const std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i >= count) return;
  float sum = 0;
  for (int split = 0; split < v.splits; ++split) sum += partial_means_of(v)[split * count + i];
  v.mean[i] = sum;
}

}  // namespace vp::kernels::cuda
