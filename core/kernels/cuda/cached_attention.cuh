#pragma once

#include "kernels/cuda/cached_attention.h"
#include "kernels/cuda/device.cuh"

namespace vp::kernels::cuda {

constexpr int kAttentionWarps = 4;
constexpr int kColumns = 8;  // of a head that a lane holds
constexpr float kLog2E = 1.4426950408889634F, kLn2 = 0.6931471805599453F;

/// Eight columns of a kept row.
template <typename Kept>
__device__ __forceinline__ void load_kept(float (&to)[kColumns], const KeptCache& cache, std::int64_t row,
                                          int head_dim, int column) {
  load_floats(to, static_cast<const Kept*>(cache.rows) + row * head_dim + column);
  if constexpr (std::is_same_v<Kept, std::int8_t>) {
    const float scale = cache.scales[row * pieces(head_dim, kWarp) + column / kWarp];
#pragma unroll
    for (int i = 0; i < kColumns; ++i) to[i] *= scale;
  }
}

/// A part of a softmax: Σ 2^(score - largest) · value in eight columns, and the sum of the weights.
struct Attended {
  float largest = -INFINITY, total = 0;
  float sums[kColumns] = {};
};

/// How much what was added below another maximum counts under this one; 0 where nothing was.
__device__ __forceinline__ float rescale(float from, float to) {
  return from == -INFINITY ? 0.0F : exp2f(from - to);
}

// A block takes one split of the positions for one query head of one token. A key's columns lie over kLanes
// lanes, eight in each, so that a warp takes 32 / kLanes keys side by side and four of those rows one after
// the other: their loads are on the way at the same time, and the maximum is renewed once for all.
template <typename T, typename Kept, int kLanes>
__global__ void __launch_bounds__(kAttentionWarps* kWarp) attend_split(CachedAttention v) {
  constexpr int kSlots = kWarp / kLanes, kAhead = 4, kTaken = kSlots * kAhead;
  VP_SHARED(float, sums, kAttentionWarps* kLanes* kColumns);
  VP_SHARED(float, largests, kAttentionWarps);
  VP_SHARED(float, totals, kAttentionWarps);
  const int lane = static_cast<int>(threadIdx.x) % kWarp, warp = static_cast<int>(threadIdx.x) / kWarp;
  const int slot = lane / kLanes, column = lane % kLanes * kColumns;
  const int split = static_cast<int>(blockIdx.x), head = static_cast<int>(blockIdx.y),
            token = static_cast<int>(blockIdx.z);
  const bool inside = column < v.head_dim;
  const int visible = *v.length - v.n + token + 1;
  const int share = pieces(pieces(visible, v.splits), kTaken) * kTaken;
  const int first = split * share, last = min(first + share, visible);
  const std::int64_t head_row = static_cast<std::int64_t>(head / (v.heads / v.key_value_heads)) * v.capacity;

  float query[kColumns] = {};
  const std::int64_t query_row = static_cast<std::int64_t>(token) * v.heads + head;
  if (inside) load_floats(query, static_cast<const T*>(v.query) + query_row * v.head_dim + column);
#pragma unroll
  for (int i = 0; i < kColumns; ++i) query[i] *= v.scale * kLog2E;

  Attended mine;
  for (int base = first + warp * kTaken; base < last; base += kAttentionWarps * kTaken) {
    float key[kAhead][kColumns] = {}, value[kAhead][kColumns] = {}, score[kAhead];
#pragma unroll
    for (int a = 0; a < kAhead; ++a) {
      const int position = base + a * kSlots + slot;
      if (!inside || position >= last) continue;
      load_kept<Kept>(key[a], v.keys, head_row + position, v.head_dim, column);
      load_kept<Kept>(value[a], v.values, head_row + position, v.head_dim, column);
    }
    float largest = mine.largest;
#pragma unroll
    for (int a = 0; a < kAhead; ++a) {
      float product = 0;
#pragma unroll
      for (int i = 0; i < kColumns; ++i) product += query[i] * key[a][i];
      product = warp_sum<kLanes>(product);
      score[a] = base + a * kSlots + slot < last ? product : -INFINITY;
      largest = fmaxf(largest, score[a]);
    }
    if (largest == -INFINITY) continue;  // this slot has no key here; no lane waits below
    const float before = rescale(mine.largest, largest);
    mine.largest = largest;
    mine.total *= before;
#pragma unroll
    for (int i = 0; i < kColumns; ++i) mine.sums[i] *= before;
#pragma unroll
    for (int a = 0; a < kAhead; ++a) {
      const float weight = exp2f(score[a] - largest);
      mine.total += weight;
#pragma unroll
      for (int i = 0; i < kColumns; ++i) mine.sums[i] += weight * value[a][i];
    }
  }

  // The slots of the warp become one.
#pragma unroll
  for (int other = kLanes; other < kWarp; other *= 2) {
    const float theirs = __shfl_xor_sync(kAllLanes, mine.largest, other);
    const float largest = fmaxf(mine.largest, theirs);
    const float my_part = rescale(mine.largest, largest), their_part = rescale(theirs, largest);
    mine.largest = largest;
    mine.total = mine.total * my_part + __shfl_xor_sync(kAllLanes, mine.total, other) * their_part;
#pragma unroll
    for (int i = 0; i < kColumns; ++i)
      mine.sums[i] = mine.sums[i] * my_part + __shfl_xor_sync(kAllLanes, mine.sums[i], other) * their_part;
  }
  // Then the warps of the block.
  if (slot == 0) {
#pragma unroll
    for (int i = 0; i < kColumns; ++i) sums[warp * kLanes * kColumns + column + i] = mine.sums[i];
  }
  if (lane == 0) {
    largests[warp] = mine.largest;
    totals[warp] = mine.total;
  }
  __syncthreads();
  float largest = -INFINITY, total = 0;
#pragma unroll
  for (int w = 0; w < kAttentionWarps; ++w) largest = fmaxf(largest, largests[w]);
#pragma unroll
  for (int w = 0; w < kAttentionWarps; ++w) total += totals[w] * rescale(largests[w], largest);
  const std::int64_t part = query_row * v.splits + split;
  for (int c = static_cast<int>(threadIdx.x); c < v.head_dim; c += kAttentionWarps * kWarp) {
    float sum = 0;
#pragma unroll
    for (int w = 0; w < kAttentionWarps; ++w)
      sum += sums[w * kLanes * kColumns + c] * rescale(largests[w], largest);
    if (v.splits == 1)
      assign(static_cast<T*>(v.output)[query_row * v.head_dim + c], sum / total);
    else
      v.workspace[part * v.head_dim + c] = sum;
  }
  if (threadIdx.x != 0) return;
  if (v.splits == 1) {
    if (v.log_sums != nullptr) v.log_sums[query_row] = (largest + log2f(total)) * kLn2;
    return;
  }
  float* of_split = v.workspace + static_cast<std::int64_t>(v.n) * v.heads * v.splits * v.head_dim + 2 * part;
  of_split[0] = largest;
  of_split[1] = total;
}

/// What the splits found becomes one; a block a head of a token.
template <typename T>
__global__ void merge_splits(CachedAttention v) {
  const std::int64_t row = static_cast<std::int64_t>(blockIdx.y) * v.heads + blockIdx.x;
  const float* sums = v.workspace + row * v.splits * v.head_dim;
  const float* of_splits =
      v.workspace + static_cast<std::int64_t>(v.n) * v.heads * v.splits * v.head_dim + 2 * row * v.splits;
  float largest = -INFINITY, total = 0;
  for (int s = 0; s < v.splits; ++s) largest = fmaxf(largest, of_splits[2 * s]);
  for (int s = 0; s < v.splits; ++s) total += of_splits[2 * s + 1] * rescale(of_splits[2 * s], largest);
  for (int c = static_cast<int>(threadIdx.x); c < v.head_dim; c += static_cast<int>(blockDim.x)) {
    float sum = 0;
    for (int s = 0; s < v.splits; ++s) sum += sums[s * v.head_dim + c] * rescale(of_splits[2 * s], largest);
    assign(static_cast<T*>(v.output)[row * v.head_dim + c], sum / total);
  }
  if (threadIdx.x == 0 && v.log_sums != nullptr) v.log_sums[row] = (largest + log2f(total)) * kLn2;
}

/// kLanes lanes a column, as above.
template <typename T, typename Kept, int kLanes>
__global__ void __launch_bounds__(kAttentionWarps* kWarp) attended_columns(AttendedColumns v) {
  const int lane_of_key = static_cast<int>(threadIdx.x) % kLanes, column = lane_of_key * kColumns;
  const int key = static_cast<int>((blockIdx.x * blockDim.x + threadIdx.x) / kLanes);
  const bool inside = column < v.head_dim && key < v.columns;
  float weights = 0;
  for (int i = 0; i < v.chosen; ++i) {
    const int head = v.chosen_heads[i];
    float product = 0;
    if (inside) {
      float query[kColumns], kept[kColumns];
      load_floats(query,
                  static_cast<const T*>(v.query) + static_cast<std::int64_t>(head) * v.head_dim + column);
      const std::int64_t row =
          static_cast<std::int64_t>(head / (v.heads / v.key_value_heads)) * v.capacity + v.positions[key];
      load_kept<Kept>(kept, v.keys, row, v.head_dim, column);
#pragma unroll
      for (int j = 0; j < kColumns; ++j) product += query[j] * kept[j];
    }
    weights += expf(warp_sum<kLanes>(product) * v.scale - v.log_sums[head]);
  }
  if (inside && lane_of_key == 0) v.weights[key] = weights / static_cast<float>(v.chosen);
}

}  // namespace vp::kernels::cuda
