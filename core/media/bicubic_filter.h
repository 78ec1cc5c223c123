#pragma once

#include <cstdint>
#include <vector>

namespace vp::media {

/// Pillow's bicubic filter along one side (a = -0.5, antialiased when shrinking): for every output position
/// the window of input positions that it is made of, and their weights. A pass is clamp((Σ weight · level +
/// half) >> kFractionBits, 0, 255), half = 1 << (kFractionBits - 1).
struct BicubicFilter {
  /// 8 bits of picture and 2 bits of headroom for the filter's overshoot leave 22 of 32 for a weight's
  /// fraction.
  static constexpr int kFractionBits = 32 - 8 - 2;

  int taps = 0;  ///< weights stored for each output position
  std::vector<int> first;
  std::vector<int> count;
  std::vector<std::int32_t> weights;

  const std::int32_t* at(int position) const {
    return weights.data() + static_cast<std::size_t>(position) * static_cast<std::size_t>(taps);
  }
};

/// From `in_size` to `out_size` pixels, both more than 0.
BicubicFilter bicubic_filter(int in_size, int out_size);

}  // namespace vp::media
