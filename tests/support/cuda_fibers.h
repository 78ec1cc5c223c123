// What the source of a CUDA kernel names, for a plain C++ compiler: .cu files are compiled with this header
// in front, and their launches run on the CPU (fiber_block.h). A cudaStream_t is here the object that runs
// them and keeps what went wrong.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <source_location>
#include <string>
#include <vector>

#include "support/fiber_block.h"

#define VP_CUDA_FIBERS

struct CUstream_st {
  vp::test::FiberBlock block;
  std::vector<std::string> faults;
  std::size_t launches = 0;
};
using cudaStream_t = CUstream_st*;

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __launch_bounds__(...)

using dim3 = vp::test::Extent3;
#define threadIdx (vp::test::running_block()->thread_index())
#define blockIdx (vp::test::running_block()->block_index())
#define blockDim (vp::test::running_block()->block_extent())
#define gridDim (vp::test::running_block()->grid_extent())

// --- Shared memory: every access is noted.

namespace vp::test {

template <typename T>
class SharedWord {
 public:
  SharedWord(T* word, SharedTrace* trace, const char* name, std::size_t index)
      : word_(word), trace_(trace), name_(name), index_(index) {}
  SharedWord(const SharedWord&) = default;

  // NOLINTNEXTLINE(google-explicit-constructor): it stands for a T
  operator T() const {
    running_block()->note_read(trace_, sizeof(T), name_, index_);
    return *word_;
  }
  const SharedWord& operator=(const T& value) const {
    running_block()->note_write(trace_, sizeof(T), name_, index_);
    *word_ = value;
    return *this;
  }
  const SharedWord& operator=(const SharedWord& other) const { return *this = static_cast<T>(other); }
  const SharedWord& operator+=(const T& value) const { return *this = static_cast<T>(*this) + value; }
  const SharedWord& operator*=(const T& value) const { return *this = static_cast<T>(*this) * value; }

 private:
  T* word_;
  SharedTrace* trace_;
  const char* name_;
  std::size_t index_;
};

/// A T* into shared memory.
template <typename T>
class SharedPointer {
 public:
  SharedPointer(T* data, SharedTrace* traces, std::ptrdiff_t first, std::ptrdiff_t count, const char* name)
      : data_(data), traces_(traces), first_(first), count_(count), name_(name) {}

  SharedWord<T> operator[](std::ptrdiff_t i) const {
    const std::ptrdiff_t at = first_ + i;
    if (at < 0 || at >= count_)
      running_block()->fail("reaches beyond shared memory", name_, static_cast<std::size_t>(at));
    return {data_ + at, traces_ + static_cast<std::size_t>(at) * sizeof(T) / 2, name_,
            static_cast<std::size_t>(at)};
  }
  SharedWord<T> operator*() const { return (*this)[0]; }
  SharedPointer operator+(std::ptrdiff_t i) const { return {data_, traces_, first_ + i, count_, name_}; }

 private:
  static_assert(sizeof(T) % 2 == 0, "traces are kept of two bytes");
  T* data_;
  SharedTrace* traces_;
  std::ptrdiff_t first_, count_;
  const char* name_;
};

/// A static array in shared memory: one block runs at a time, and the next one finds it unwritten.
template <typename T, std::size_t kCount>
class SharedArray {
 public:
  SharedPointer<T> of_this_block(const char* name) {
    if (serial_ != running_block()->serial() || owner_ != running_block()) {
      serial_ = running_block()->serial();
      owner_ = running_block();
      std::memset(static_cast<void*>(data_), 0xff, sizeof data_);
      std::fill(std::begin(traces_), std::end(traces_), SharedTrace{});
    }
    return {data_, traces_, 0, static_cast<std::ptrdiff_t>(kCount), name};
  }

 private:
  T data_[kCount];
  SharedTrace traces_[kCount * sizeof(T) / 2];
  std::uint64_t serial_ = 0;
  const FiberBlock* owner_ = nullptr;
};

template <typename T>
SharedPointer<T> dynamic_shared(const char* name) {
  FiberBlock* block = running_block();
  return {reinterpret_cast<T*>(block->dynamic_shared()), block->dynamic_trace(), 0,
          static_cast<std::ptrdiff_t>(block->dynamic_shared_bytes() / sizeof(T)), name};
}

inline void launch(cudaStream_t stream, Extent3 grid, Extent3 block, std::size_t dynamic_shared_bytes,
                   const std::function<void()>& body) {
  ++stream->launches;
  stream->block.run(grid, block, dynamic_shared_bytes, body, stream->faults);
}

}  // namespace vp::test

#define VP_SHARED(T, name, count)                            \
  static vp::test::SharedArray<T, (count)> name##_of_blocks; \
  const vp::test::SharedPointer<T> name = name##_of_blocks.of_this_block(#name)
#define VP_DYNAMIC_SHARED(T, name) const vp::test::SharedPointer<T> name = vp::test::dynamic_shared<T>(#name)
#define VP_LAUNCH(kernel, grid, block, shared_bytes, stream, ...) \
  vp::test::launch(stream, grid, block, shared_bytes, [&] { kernel(__VA_ARGS__); })

// --- Barriers and what a warp does together.

inline void __syncthreads(const std::source_location& where = std::source_location::current()) {
  vp::test::running_block()->wait_for_block(where);
}

namespace vp::test {

inline unsigned lane() {
  const Extent3 &thread = running_block()->thread_index(), &extent = running_block()->block_extent();
  return (thread.x + extent.x * (thread.y + extent.y * thread.z)) % 32;
}

}  // namespace vp::test

inline void __syncwarp(unsigned mask = 0xffffffffU,
                       const std::source_location& where = std::source_location::current()) {
  vp::test::running_block()->meet_in_warp(vp::test::FiberBlock::Meeting::Warp, mask, 0, vp::test::lane(),
                                          where);
}

namespace vp::test {

template <typename T>
T shuffle(unsigned mask, T value, unsigned source, const std::source_location& where) {
  static_assert(sizeof(T) <= 8);
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof value);
  bits = running_block()->meet_in_warp(FiberBlock::Meeting::Shuffle, mask, bits, source, where);
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

inline unsigned votes(unsigned mask, bool vote, const std::source_location& where) {
  return static_cast<unsigned>(
      running_block()->meet_in_warp(FiberBlock::Meeting::Vote, mask, vote ? 1 : 0, 0, where));
}

}  // namespace vp::test

template <typename T>
T __shfl_sync(unsigned mask, T value, int source, int width = 32,
              const std::source_location& where = std::source_location::current()) {
  const unsigned w = static_cast<unsigned>(width);
  return vp::test::shuffle(mask, value, vp::test::lane() / w * w + static_cast<unsigned>(source) % w, where);
}

template <typename T>
T __shfl_xor_sync(unsigned mask, T value, int other, int width = 32,
                  const std::source_location& where = std::source_location::current()) {
  const unsigned w = static_cast<unsigned>(width), lane = vp::test::lane(),
                 source = lane ^ static_cast<unsigned>(other);
  // A lane of a later part of the warp cannot be read.
  return vp::test::shuffle(mask, value, source / w <= lane / w ? source : lane, where);
}

template <typename T>
T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32,
                 const std::source_location& where = std::source_location::current()) {
  const unsigned lane = vp::test::lane(), in_part = lane % static_cast<unsigned>(width);
  return vp::test::shuffle(mask, value, in_part >= delta ? lane - delta : lane, where);
}

template <typename T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32,
                   const std::source_location& where = std::source_location::current()) {
  const unsigned w = static_cast<unsigned>(width), lane = vp::test::lane();
  return vp::test::shuffle(mask, value, lane % w + delta < w ? lane + delta : lane, where);
}

inline unsigned __ballot_sync(unsigned mask, int vote,
                              const std::source_location& where = std::source_location::current()) {
  return vp::test::votes(mask, vote != 0, where);
}
inline int __any_sync(unsigned mask, int vote,
                      const std::source_location& where = std::source_location::current()) {
  return vp::test::votes(mask, vote != 0, where) != 0;
}
inline int __all_sync(unsigned mask, int vote,
                      const std::source_location& where = std::source_location::current()) {
  return vp::test::votes(mask, vote != 0, where) == mask;
}

/// On global memory: fibers never run at the same time.
template <typename T>
T atomicAdd(T* to, T value) {
  const T before = *to;
  *to = before + value;
  return before;
}

// --- Numbers.

struct __nv_bfloat16 {
  std::uint16_t bits;
};
struct __half {
  std::uint16_t bits;
};

inline float __bfloat162float(__nv_bfloat16 x) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(x.bits) << 16);
}
inline __nv_bfloat16 __float2bfloat16(float x) {
  if (std::isnan(x)) return {0x7fff};
  const auto bits = std::bit_cast<std::uint32_t>(x);
  return {static_cast<std::uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16)};
}
inline float __half2float(__half x) {
  const std::uint32_t sign = (x.bits & 0x8000U) << 16, magnitude = x.bits & 0x7fffU;
  if (magnitude >= 0x7c00) return std::bit_cast<float>(sign | 0x7f800000U | (magnitude & 1023) << 13);
  // The exponent's bias is 112 larger in float32; subnormal numbers come out right by the product.
  return std::bit_cast<float>(sign |
                              std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude << 13) * 0x1p112F));
}
inline __half __float2half(float x) {
  const auto sign = static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(x) >> 16 & 0x8000);
  const float magnitude = std::fabs(x);
  if (std::isnan(x)) return {0x7fff};
  if (magnitude >= 65520.0F) return {static_cast<std::uint16_t>(sign | 0x7c00)};
  // A unit of the last place: 2^-24 below 2^-14, then 2^-10 of the power of two below. nearbyint rounds ties
  // to even, and a carry goes on into the exponent.
  int exponent = -14;
  if (magnitude >= 0x1p-14F) exponent = std::ilogb(magnitude);
  const auto units = static_cast<int>(std::nearbyint(std::ldexp(magnitude, 10 - exponent)));
  return {static_cast<std::uint16_t>(sign | (units + ((exponent + 14) << 10)))};
}

inline float __uint_as_float(unsigned bits) {
  return std::bit_cast<float>(bits);
}
inline unsigned __float_as_uint(float x) {
  return std::bit_cast<unsigned>(x);
}
inline float rsqrtf(float x) {
  return 1.0F / std::sqrt(x);
}
using std::max;
using std::min;
/// Four of the eight bytes of b and a, chosen by the nibbles of `selector`.
inline unsigned __byte_perm(unsigned a, unsigned b, unsigned selector) {
  const std::uint64_t bytes = static_cast<std::uint64_t>(b) << 32 | a;
  unsigned result = 0;
  for (unsigned i = 0; i < 4; ++i)
    result |= static_cast<unsigned>(bytes >> 8 * (selector >> 4 * i & 7) & 255) << 8 * i;
  return result;
}
