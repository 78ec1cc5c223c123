#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace vp::scenes {

/// Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014): the finaliser of SplitMix64, a
/// bijection of 64 bits.
constexpr std::uint64_t mix64(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// SplitMix64 with its own distributions: those of the standard library differ between its implementations.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(mix64(seed + kStep)) {}

  std::uint64_t bits() { return mix64(state_ += kStep); }
  /// In [0, 1).
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  /// In [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double probability) { return uniform() < probability; }
  /// In 0..count - 1; count > 0.
  int index(std::size_t count) {
    assert(count > 0);
    return static_cast<int>(uniform() * static_cast<double>(count));
  }
  /// In first..last.
  int integer(int first, int last) { return first + index(static_cast<std::size_t>(last - first) + 1); }
  template <typename T>
  T pick(std::initializer_list<T> list) {
    return list.begin()[index(list.size())];
  }
  template <typename T>
  const T& pick(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(index(list.size()))];
  }
  /// The place of one of the weights, in proportion to them.
  int weighted(std::initializer_list<double> weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    double left = uniform() * sum;
    int last = 0, place = 0;
    for (const double weight : weights) {
      if (weight > 0) {
        last = place;
        if (left < weight) break;
        left -= weight;
      }
      ++place;
    }
    return last;
  }
  template <typename T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i)
      std::swap(list[i - 1], list[static_cast<std::size_t>(index(i))]);
  }

 private:
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15ULL;
  std::uint64_t state_;
};

}  // namespace vp::scenes
