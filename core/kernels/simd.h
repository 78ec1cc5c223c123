#pragma once

#include <cstdint>
#include <cstring>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

// Sixteen floats; one AVX-512 register, two AVX2 or four SSE registers, as the enclosing function's target
// has it.
using Float16Lanes = float __attribute__((vector_size(64)));
inline constexpr int kLanes = 16;

VP_ALWAYS_INLINE void load(Float16Lanes& lanes, const float* from) {
  std::memcpy(&lanes, from, sizeof lanes);
}
VP_ALWAYS_INLINE void store(float* to, const Float16Lanes& lanes) {
  std::memcpy(to, &lanes, sizeof lanes);
}

// bfloat16 is the upper half of a float.
VP_ALWAYS_INLINE void load(Float16Lanes& lanes, const std::uint16_t* from) {
  using Halves = std::uint16_t __attribute__((vector_size(32)));
  using Words = std::uint32_t __attribute__((vector_size(64)));
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
VP_ALWAYS_INLINE void load(Float16Lanes& lanes, const Half* from) {
  using Halves = std::uint16_t __attribute__((vector_size(32)));
  using Words = std::uint32_t __attribute__((vector_size(64)));
  Halves halves;
  std::memcpy(&halves, from, sizeof halves);
  const Words words = __builtin_convertvector(halves, Words);
  const Words magnitude = (words & 0x7FFFu) << 13;
  // The exponent's bias is 127 instead of 15; a number below the smallest normal one is what 2^-14 is short
  // of.
  const Words normal = magnitude + (112u << 23), raised = magnitude + (113u << 23);
  Float16Lanes small;
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
VP_ALWAYS_INLINE void store(Half* to, const Float16Lanes& lanes) {
  using Halves = std::uint16_t __attribute__((vector_size(32)));
  using Words = std::uint32_t __attribute__((vector_size(64)));
  constexpr std::uint32_t kLargest = 0x477FE000u;  // 65504
  Words words;
  std::memcpy(&words, &lanes, sizeof words);
  Words magnitude = words & 0x7FFFFFFFu;
  magnitude = magnitude > kLargest ? Words{} + kLargest : magnitude;
  // Below the smallest normal number the last bit is worth 2^-24, as it is of a float just above 0.5.
  Float16Lanes small;
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
VP_ALWAYS_INLINE void store(std::uint16_t* to, const Float16Lanes& lanes) {
  using Halves = std::uint16_t __attribute__((vector_size(32)));
  using Words = std::uint32_t __attribute__((vector_size(64)));
  Words words;
  std::memcpy(&words, &lanes, sizeof words);
  words += 0x7FFFu + ((words >> 16) & 1u);
  const Halves halves = __builtin_convertvector(words >> 16, Halves);
  std::memcpy(to, &halves, sizeof halves);
}

}  // namespace vp::kernels
