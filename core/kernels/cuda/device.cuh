// What all kernels are written with. The same source is compiled by nvcc for a GPU and by a C++ compiler for
// the tests, which put a header in front that supplies CUDA's names (tests/support/cuda_fibers.h).
//
// Shared memory is declared by macros and handed on as SharedPointer: an array and a pointer on the device,
// and objects that note every access in the tests.
#pragma once

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "kernels/cuda/stream.h"

#ifdef __CUDACC__
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#define VP_SHARED(T, name, count) __shared__ T name[count]
#define VP_DYNAMIC_SHARED(T, name)                                     \
  extern __shared__ __align__(16) unsigned char vp_dynamic_of_block[]; \
  T* const name = reinterpret_cast<T*>(vp_dynamic_of_block)
#define VP_LAUNCH(kernel, grid, block, shared_bytes, stream, ...) \
  kernel<<<grid, block, shared_bytes, stream>>>(__VA_ARGS__)
#elif !defined(VP_CUDA_FIBERS)
#error "Compile this with nvcc, or with tests/support/cuda_fibers.h in front."
#endif

namespace vp::kernels::cuda {

#ifdef __CUDACC__
template <typename T>
using SharedPointer = T*;
#else
using vp::test::SharedPointer;
#endif

using Bfloat = __nv_bfloat16;
using Half = __half;

constexpr int kWarp = 32;
constexpr unsigned kAllLanes = 0xffffffffU;

__device__ __forceinline__ float to_float(float x) {
  return x;
}
__device__ __forceinline__ float to_float(Bfloat x) {
  return __bfloat162float(x);
}
__device__ __forceinline__ float to_float(Half x) {
  return __half2float(x);
}
__device__ __forceinline__ float to_float(std::int8_t x) {
  return static_cast<float>(x);
}

__device__ __forceinline__ void assign(float& to, float x) {
  to = x;
}
__device__ __forceinline__ void assign(Bfloat& to, float x) {
  to = __float2bfloat16(x);
}
__device__ __forceinline__ void assign(Half& to, float x) {
  to = __float2half(x);
}

/// Elements that are loaded and stored at once, in pieces of 16 bytes.
template <typename T, int kCount>
struct alignas(sizeof(T) * kCount < 16 ? sizeof(T) * kCount : 16) Pack {
  T values[kCount];
};

template <int kCount, typename T>
__device__ __forceinline__ Pack<T, kCount> load_pack(const T* from) {
#ifdef VP_CUDA_FIBERS
  if (reinterpret_cast<std::uintptr_t>(from) % alignof(Pack<T, kCount>) != 0)
    vp::test::running_block()->fail("loads a pack that is not aligned");
#endif
  return *reinterpret_cast<const Pack<T, kCount>*>(from);
}

template <int kCount, typename T>
__device__ __forceinline__ void load_floats(float (&to)[kCount], const T* from) {
  const Pack<T, kCount> pack = load_pack<kCount>(from);
#pragma unroll
  for (int i = 0; i < kCount; ++i) to[i] = to_float(pack.values[i]);
}

template <int kCount, typename T>
__device__ __forceinline__ void store_floats(T* to, const float (&from)[kCount]) {
  Pack<T, kCount> pack;
#pragma unroll
  for (int i = 0; i < kCount; ++i) assign(pack.values[i], from[i]);
#ifdef VP_CUDA_FIBERS
  if (reinterpret_cast<std::uintptr_t>(to) % alignof(Pack<T, kCount>) != 0)
    vp::test::running_block()->fail("stores a pack that is not aligned");
#endif
  *reinterpret_cast<Pack<T, kCount>*>(to) = pack;
}

/// Every lane's own, all lanes have the result; `kLanes` neighbours among themselves.
template <int kLanes = kWarp>
__device__ __forceinline__ float warp_sum(float x) {
#pragma unroll
  for (int other = kLanes / 2; other > 0; other /= 2) x += __shfl_xor_sync(kAllLanes, x, other);
  return x;
}

template <int kLanes = kWarp>
__device__ __forceinline__ float warp_max(float x) {
#pragma unroll
  for (int other = kLanes / 2; other > 0; other /= 2) x = fmaxf(x, __shfl_xor_sync(kAllLanes, x, other));
  return x;
}

/// The sum over all threads of a block of whole warps, for each of them. `scratch` has a place a warp, and is
/// not used for anything else between the block's last barrier and its next one.
__device__ __forceinline__ float block_sum(float x, SharedPointer<float> scratch) {
  const int warps = static_cast<int>(blockDim.x) / kWarp, warp = static_cast<int>(threadIdx.x) / kWarp,
            lane = static_cast<int>(threadIdx.x) % kWarp;
  x = warp_sum(x);
  if (warps == 1) return x;
  if (lane == 0) scratch[warp] = x;
  __syncthreads();
  return warp_sum(lane < warps ? static_cast<float>(scratch[lane]) : 0.0F);
}

/// How many pieces of `size` hold `count`.
template <typename Int>
__host__ __device__ constexpr Int pieces(Int count, Int size) {
  return (count + size - 1) / size;
}

inline bool is_aligned(const void* pointer) {
  return reinterpret_cast<std::uintptr_t>(pointer) % 16 == 0;
}

/// Calls f with a value of the type that `dtype` names.
template <typename F>
void for_dtype(Dtype dtype, const F& f) {
  switch (dtype) {
    case Dtype::Float32:
      return f(float{});
    case Dtype::BFloat16:
      return f(Bfloat{});
    case Dtype::Float16:
      return f(Half{});
  }
}

}  // namespace vp::kernels::cuda
