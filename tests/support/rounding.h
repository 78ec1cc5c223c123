#pragma once

#include <c10/core/ScalarType.h>

namespace vp::test {

/// The most that rounding to `dtype` moves a number, as a share of it: 2^-p for a significand of p bits.
inline double unit_roundoff(at::ScalarType dtype) {
  switch (dtype) {
    case at::kBFloat16:
      return 0x1p-8;
    case at::kHalf:
      return 0x1p-11;
    case at::kFloat:
      return 0x1p-24;
    default:
      return 0x1p-53;
  }
}

/// What a kernel may differ by from its formula in float32 or double on the same inputs, which are numbers of
/// `dtype`: as a share of the largest expected value, or norm against norm.
///
/// Products of two 16-bit numbers are exact in float32, and every kernel sums them there, in an order of its
/// own: n terms of either sign are out by about sqrt(n) roundings, for the 4096 of the longest test here
/// 64 · 2^-24 = 4e-6, and five times that is allowed. What is then kept in 16 bits moves by at most one
/// unit_roundoff of itself, each time; `roundings` says how often, counting one that concerns a value k times
/// as large as the result k times. No processor has a reason to be further away.
inline double rounding_tolerance(at::ScalarType dtype, double roundings = 1) {
  constexpr double kFloatSums = 2e-5;
  return dtype == at::kFloat ? kFloatSums : kFloatSums + roundings * unit_roundoff(dtype);
}

}  // namespace vp::test
