#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vp::ui {

/// How many rows each of many groups has, one to begin with, and which row belongs to which group. A group
/// grows, and a row is found, in a number of steps that is the logarithm of the number of groups.
class RowCounts {
 public:
  explicit RowCounts(std::size_t groups = 0) : sums_(groups + 1), total_(static_cast<std::int64_t>(groups)) {
    for (std::size_t i = 1; i <= groups; ++i) sums_[i] = static_cast<std::int64_t>(i & (~i + 1));
  }

  std::int64_t total() const { return total_; }

  void add(std::size_t group, std::int64_t rows) {
    for (std::size_t i = group + 1; i < sums_.size(); i += i & (~i + 1)) sums_[i] += rows;
    total_ += rows;
  }

  /// Rows of all groups before this one.
  std::int64_t before(std::size_t group) const {
    std::int64_t rows = 0;
    for (std::size_t i = group; i > 0; i &= i - 1) rows += sums_[i];
    return rows;
  }

  /// The group of a row, which is less than total().
  std::size_t group_of(std::int64_t row) const {
    std::size_t group = 0;
    for (std::size_t step = std::bit_floor(sums_.size()); step > 0; step /= 2) {
      if (group + step >= sums_.size() || sums_[group + step] > row) continue;
      group += step;
      row -= sums_[group];
    }
    return group;
  }

 private:
  std::vector<std::int64_t> sums_;  ///< a Fenwick tree; the first element is not used
  std::int64_t total_;
};

}  // namespace vp::ui
