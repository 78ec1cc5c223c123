#pragma once

#include <cstdint>
#include <cstring>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

// Floats that are taken together: as many as a register of the level holds. Of wider ones GCC keeps the
// elements of an array in memory, which made kernels up to eight times as slow. A body is a template over
// them, and compiled_for() takes it once for each (see VP_FOR_LANES).
using Lanes16 = float __attribute__((vector_size(64)));  // AVX-512
using Lanes8 = float __attribute__((vector_size(32)));   // AVX2
using Lanes4 = float __attribute__((vector_size(16)));   // every processor

/// Of the widest: what is a multiple of it suits every level.
inline constexpr int kLanes = 16;

template <typename Lanes>
inline constexpr int kCount = sizeof(Lanes) / sizeof(float);

/// As many numbers of another type.
template <typename Lanes, typename Number>
struct AsManyAs {
  typedef Number type __attribute__((vector_size(kCount<Lanes> * sizeof(Number))));  // NOLINT: of a template
};
template <typename Lanes, typename Number>
using AsMany = typename AsManyAs<Lanes, Number>::type;

template <typename Lanes>
VP_ALWAYS_INLINE void load(Lanes& lanes, const float* from) {
  std::memcpy(&lanes, from, sizeof lanes);
}
template <typename Lanes>
VP_ALWAYS_INLINE void store(float* to, const Lanes& lanes) {
  std::memcpy(to, &lanes, sizeof lanes);
}

/// Asks for `bytes` (whole cache lines) of weights that will be read soon. They are read once, one row after
/// the other, and the processor's own prefetching begins anew with every page. What lies behind the last of
/// them is not read, wherever it is.
VP_ALWAYS_INLINE void prefetch_ahead(const void* from, int bytes) {
  constexpr int kAhead = 4096, kLine = 64;
  for (int i = 0; i < bytes; i += kLine) __builtin_prefetch(static_cast<const char*>(from) + kAhead + i);
}

// bfloat16 is the upper half of a float.
template <typename Lanes>
VP_ALWAYS_INLINE void load(Lanes& lanes, const std::uint16_t* from) {
  using Halves = AsMany<Lanes, std::uint16_t>;
  using Words = AsMany<Lanes, std::uint32_t>;
  Halves halves;
  std::memcpy(&halves, from, sizeof halves);
  const Words words = __builtin_convertvector(halves, Words) << 16;
  std::memcpy(&lanes, &words, sizeof lanes);
}

/// The bits of an IEEE number of 16 bits.
struct Half {
  std::uint16_t bits;
};

// Without the processor's own conversion, which a level does not promise. The values are finite.
template <typename Lanes>
VP_ALWAYS_INLINE void load(Lanes& lanes, const Half* from) {
  using Halves = AsMany<Lanes, std::uint16_t>;
  using Words = AsMany<Lanes, std::uint32_t>;
  Halves halves;
  std::memcpy(&halves, from, sizeof halves);
  const Words words = __builtin_convertvector(halves, Words);
  const Words magnitude = (words & 0x7FFFu) << 13;
  // The exponent's bias is 127 instead of 15; a number below the smallest normal one is what 2^-14 is short
  // of.
  const Words normal = magnitude + (112u << 23), raised = magnitude + (113u << 23);
  Lanes small;
  std::memcpy(&small, &raised, sizeof small);
  small -= 0x1p-14F;
  Words bits;
  std::memcpy(&bits, &small, sizeof bits);
  bits = magnitude < (1u << 23) ? bits : normal;
  bits |= (words & 0x8000u) << 16;
  std::memcpy(&lanes, &bits, sizeof lanes);
}

// Rounds to the nearest, ties to even; what is beyond the range becomes the largest number. The values are
// finite.
template <typename Lanes>
VP_ALWAYS_INLINE void store(Half* to, const Lanes& lanes) {
  using Halves = AsMany<Lanes, std::uint16_t>;
  using Words = AsMany<Lanes, std::uint32_t>;
  constexpr std::uint32_t kLargest = 0x477FE000u;  // 65504
  Words words;
  std::memcpy(&words, &lanes, sizeof words);
  Words magnitude = words & 0x7FFFFFFFu;
  magnitude = magnitude > kLargest ? Words{} + kLargest : magnitude;
  // Below the smallest normal number the last bit is worth 2^-24, as it is of a float just above 0.5.
  Lanes small;
  std::memcpy(&small, &magnitude, sizeof small);
  small += 0.5F;
  Words raised;
  std::memcpy(&raised, &small, sizeof raised);
  const Words normal = (magnitude - (112u << 23) + 0xFFFu + ((magnitude >> 13) & 1u)) >> 13;
  const Words bits = magnitude < (113u << 23) ? raised - 0x3F000000u : normal;
  const Halves halves = __builtin_convertvector(bits | ((words >> 16) & 0x8000u), Halves);
  std::memcpy(&to->bits, &halves, sizeof halves);
}

// Rounds to the nearest bfloat16, ties to even. The values are finite.
template <typename Lanes>
VP_ALWAYS_INLINE void store(std::uint16_t* to, const Lanes& lanes) {
  using Halves = AsMany<Lanes, std::uint16_t>;
  using Words = AsMany<Lanes, std::uint32_t>;
  Words words;
  std::memcpy(&words, &lanes, sizeof words);
  words += 0x7FFFu + ((words >> 16) & 1u);
  const Halves halves = __builtin_convertvector(words >> 16, Halves);
  std::memcpy(to, &halves, sizeof halves);
}

}  // namespace vp::kernels
