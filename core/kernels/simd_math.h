#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "kernels/simd.h"

namespace vp::kernels {

VP_ALWAYS_INLINE float to_float(float value) {
  return value;
}
VP_ALWAYS_INLINE float to_float(std::uint16_t bfloat16) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bfloat16) << 16);
}

VP_ALWAYS_INLINE float to_float(Half half) {
  const std::uint32_t magnitude = (half.bits & 0x7FFFu) << 13, sign = (half.bits & 0x8000u) << 16;
  const float value = magnitude < (1u << 23) ? std::bit_cast<float>(magnitude + (113u << 23)) - 0x1p-14F
                                             : std::bit_cast<float>(magnitude + (112u << 23));
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(value) | sign);
}

// Rounds to the nearest, ties to even.
VP_ALWAYS_INLINE void assign(float& to, float value) {
  to = value;
}
VP_ALWAYS_INLINE void assign(std::uint16_t& to, float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  to = static_cast<std::uint16_t>((bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16);
}

/// The sum of the lanes, in halves.
VP_ALWAYS_INLINE float sum_of_lanes(const Lanes4& lanes) {
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}
VP_ALWAYS_INLINE float sum_of_lanes(const Lanes8& lanes) {
  Lanes4 half[2];
  std::memcpy(half, &lanes, sizeof lanes);
  return sum_of_lanes(half[0] + half[1]);
}
VP_ALWAYS_INLINE float sum_of_lanes(const Lanes16& lanes) {
  Lanes8 half[2];
  std::memcpy(half, &lanes, sizeof lanes);
  return sum_of_lanes(half[0] + half[1]);
}

template <typename Lanes>
VP_ALWAYS_INLINE Lanes larger_of(const Lanes& a, const Lanes& b) {
  return a > b ? a : b;
}

template <typename Lanes>
VP_ALWAYS_INLINE float largest_lane(const Lanes& lanes) {
  float largest = lanes[0];
  for (int i = 1; i < kCount<Lanes>; ++i) largest = lanes[i] > largest ? lanes[i] : largest;
  return largest;
}

/// e^x to 2 units in the last place; below -87.3 and above 88.3 it stays at the value there.
template <typename Lanes>
VP_ALWAYS_INLINE Lanes exp_lanes(Lanes x) {
  using Integers = AsMany<Lanes, std::int32_t>;
  const Lanes zero{};
  x = x > -87.3F ? x : zero - 87.3F;
  x = x < 88.3F ? x : zero + 88.3F;
  // Adding 1.5 * 2^23 leaves the nearest integer in the low bits.
  const Lanes shifted = x * 1.44269504F + 12582912.0F;
  const Lanes exponent = shifted - 12582912.0F;
  const Lanes r = (x - exponent * 0.693359375F) + exponent * 2.12194440e-4F;
  // Taylor's series to the seventh power; |r| <= ln(2) / 2.
  Lanes p = r * (1.0F / 5040.0F) + 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  Integers bits, power;
  std::memcpy(&power, &shifted, sizeof power);
  std::memcpy(&bits, &p, sizeof bits);
  bits += power << 23;
  std::memcpy(&p, &bits, sizeof p);
  return p;
}

}  // namespace vp::kernels
