#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/sampling.h"

namespace vp::kernels::cuda {

constexpr int kChoiceThreads = 1024;

__device__ __forceinline__ bool is_finite(float x) {
  return fabsf(x) <= 3.402823466e38F;
}

/// Bits that are ordered as the numbers are; of 0 and -0 the same.
__device__ __forceinline__ unsigned ordered(float x) {
  const unsigned bits = __float_as_uint(x + 0.0F);
  return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}

/// A logit as the choice sees it.
__device__ __forceinline__ float likeliness(const ChooseToken& v, int i) {
  const float logit = v.logits[i];
  if (v.said == nullptr || v.said[i] == 0) return logit;
  const double value = logit;
  return static_cast<float>(value > 0 ? value / v.penalty : value * v.penalty);
}

/// Combines a number of each thread; all have the result. A barrier at the end lets `scratch` be used again.
template <typename Combine>
__device__ __forceinline__ std::uint64_t block_combine(std::uint64_t x, SharedPointer<std::uint64_t> scratch,
                                                       const Combine& combine) {
  const int lane = static_cast<int>(threadIdx.x) % kWarp;
#pragma unroll
  for (int other = kWarp / 2; other > 0; other /= 2) x = combine(x, __shfl_xor_sync(kAllLanes, x, other));
  if (lane == 0) scratch[static_cast<int>(threadIdx.x) / kWarp] = x;
  __syncthreads();
  x = scratch[lane];  // as many warps as lanes
#pragma unroll
  for (int other = kWarp / 2; other > 0; other /= 2) x = combine(x, __shfl_xor_sync(kAllLanes, x, other));
  __syncthreads();
  return x;
}

/// Σ value(i) over the vocabulary.
template <typename Value>
__device__ __forceinline__ std::uint64_t block_total(int vocabulary, SharedPointer<std::uint64_t> scratch,
                                                     const Value& value) {
  std::uint64_t sum = 0;
  for (int i = static_cast<int>(threadIdx.x); i < vocabulary; i += kChoiceThreads) sum += value(i);
  return block_combine(sum, scratch, [](std::uint64_t a, std::uint64_t b) { return a + b; });
}

/// The largest number of so many bits for which `holds` does; it holds for 0, and for none above one that it
/// does not hold for. All threads ask together.
template <typename Holds>
__device__ __forceinline__ unsigned largest_that(int bits, const Holds& holds) {
  unsigned found = 0;
  for (int bit = bits - 1; bit >= 0; --bit) {
    const unsigned candidate = found | 1U << bit;
    if (holds(candidate)) found = candidate;
  }
  return found;
}

struct Chosen {
  int token;
  std::uint64_t up_to;  // the weights of all tokens before it in the order, and its own
};

/// The first token, the likeliest first and the lowest of equals, up to which the weights are more than
/// `target`. No sorting: the key of that token is found bit by bit, then its place among those with the same
/// one.
__device__ __forceinline__ Chosen choose_by_likelihood(const ChooseToken& v,
                                                       SharedPointer<std::uint64_t> scratch,
                                                       std::uint64_t target) {
  const auto weights_from = [&](unsigned key) {
    return block_total(v.vocabulary, scratch, [&](int i) {
      return ordered(likeliness(v, i)) >= key ? v.workspace[i] : std::uint64_t{0};
    });
  };
  const unsigned key = largest_that(32, [&](unsigned candidate) { return weights_from(candidate) > target; });
  const std::uint64_t above = key == 0xffffffffU ? 0 : weights_from(key + 1);
  const auto equal_below = [&](unsigned end) {
    return block_total(v.vocabulary, scratch, [&](int i) {
      return static_cast<std::uint64_t>(ordered(likeliness(v, i)) == key && static_cast<unsigned>(i) < end);
    });
  };
  const std::uint64_t equal = equal_below(static_cast<unsigned>(v.vocabulary));
  const std::uint64_t each = (weights_from(key) - above) / equal;  // equal logits have equal weights
  const std::uint64_t skipped = (target - above) / each;
  const unsigned token = largest_that(31, [&](unsigned end) { return equal_below(end) <= skipped; });
  return {static_cast<int>(token), above + (skipped + 1) * each};
}

/// The first token, in the vocabulary's order, up to which the weights are more than `target`.
__device__ __forceinline__ int choose_by_place(const ChooseToken& v, SharedPointer<std::uint64_t> scratch,
                                               std::uint64_t target) {
  return static_cast<int>(largest_that(31, [&](unsigned end) {
    return block_total(v.vocabulary, scratch, [&](int i) {
             return static_cast<unsigned>(i) < end ? v.workspace[i] : std::uint64_t{0};
           }) <= target;
  }));
}

/// The largest finite number, the lowest of equals, as its bits in order and the complement of its place: 0
/// where there is none.
template <typename Number>
__device__ __forceinline__ std::uint64_t find_largest(int vocabulary, SharedPointer<std::uint64_t> scratch,
                                                      const Number& number) {
  std::uint64_t best = 0;
  for (int i = static_cast<int>(threadIdx.x); i < vocabulary; i += kChoiceThreads) {
    const float x = number(i);
    if (!is_finite(x)) continue;
    const std::uint64_t key =
        static_cast<std::uint64_t>(ordered(x)) << 32 | (0xffffffffU - static_cast<unsigned>(i));
    best = best > key ? best : key;
  }
  return block_combine(best, scratch, [](std::uint64_t a, std::uint64_t b) { return a > b ? a : b; });
}

__device__ __forceinline__ int place_of(std::uint64_t largest) {
  return static_cast<int>(0xffffffffU - static_cast<unsigned>(largest));
}

// One block: a vocabulary is some hundred kilobytes, and every step waits for the one before.
__global__ void __launch_bounds__(kChoiceThreads) choose_token(ChooseToken v) {
  VP_SHARED(std::uint64_t, scratch, kWarp);
  VP_SHARED(float, partial, kWarp);
  const std::uint64_t best = find_largest(v.vocabulary, scratch, [&](int i) { return likeliness(v, i); });
  if (best == 0) {
    if (threadIdx.x == 0) {
      *v.token = -1;
      *v.log_probability = __uint_as_float(0x7fc00000U);
    }
    return;
  }
  int token = place_of(best);
  // Of the logits themselves, which the log-probability is of.
  const float highest =
      v.logits[v.said == nullptr ? token : place_of(find_largest(v.vocabulary, scratch, [&](int i) {
        return v.logits[i];
      }))];
  float total = 0;
  for (int i = static_cast<int>(threadIdx.x); i < v.vocabulary; i += kChoiceThreads)
    if (is_finite(v.logits[i])) total += expf(v.logits[i] - highest);
  total = block_sum(total, partial);

  if (v.temperature > 0) {
    constexpr float kUnits = 1099511627776.0F;  // 2^40
    const float largest = likeliness(v, token);
    for (int i = static_cast<int>(threadIdx.x); i < v.vocabulary; i += kChoiceThreads) {
      const float logit = likeliness(v, i);
      // The difference is divided: the largest itself could overflow under a tiny temperature.
      v.workspace[i] =
          is_finite(logit) ? static_cast<std::uint64_t>(expf((logit - largest) / v.temperature) * kUnits) : 0;
    }
    // Each thread reads its own weights only.
    std::uint64_t kept = block_total(v.vocabulary, scratch, [&](int i) { return v.workspace[i]; });
    if (v.top_p < 1) {
      // The set ends where its weights reach the share: are more than one unit less.
      const double share = ceil(v.top_p * static_cast<double>(kept));
      const std::uint64_t wanted = share < 1 ? 1 : static_cast<std::uint64_t>(share);
      kept = choose_by_likelihood(v, scratch, (wanted < kept ? wanted : kept) - 1).up_to;
    }
    std::uint64_t target = static_cast<std::uint64_t>(*v.uniform * static_cast<double>(kept));
    if (target >= kept) target = kept - 1;
    token =
        v.top_p < 1 ? choose_by_likelihood(v, scratch, target).token : choose_by_place(v, scratch, target);
  }
  if (threadIdx.x == 0) {
    *v.token = token;
    *v.log_probability = v.logits[token] - highest - logf(total);
    if (v.said != nullptr) v.said[token] = 1;
  }
}

}  // namespace vp::kernels::cuda
