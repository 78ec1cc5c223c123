#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

namespace vp::engine {

/// `count` different numbers out of 0 … `of` - 1, in the order in which they were drawn; all of them in a
/// random order when count = of. The same on every machine: the generator's sequence is standardised, and no
/// standard distribution is used.
inline std::vector<std::int64_t> draw(std::int64_t count, std::int64_t of, std::mt19937_64& generator) {
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(of));
  std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
  for (std::int64_t i = 0; i < count; ++i) {
    const double uniform = static_cast<double>(generator() >> 11) * 0x1p-53;  // [0, 1)
    const std::int64_t other = i + static_cast<std::int64_t>(uniform * static_cast<double>(of - i));
    std::swap(numbers[static_cast<std::size_t>(i)], numbers[static_cast<std::size_t>(other)]);
  }
  numbers.resize(static_cast<std::size_t>(count));
  return numbers;
}

}  // namespace vp::engine
