#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <utility>

namespace vp::kernels {

/// How keys and values are kept while a conversation goes on.
enum class KeptForm {
  AsComputed,  ///< in the dtype of the arithmetic
  Float16,     ///< 16 bits under float32; numbers beyond its range become the largest one
  Codes,       ///< 8 bits, and a scale for 32 of them
};

/// Rows of keys or values, one a head and position.
struct KeptRows {
  static constexpr std::int64_t kGroup = 32;  ///< columns that share a scale; a head's last ones may be fewer

  at::Tensor rows;    ///< (heads, positions, head_dim): numbers, or int8 codes from -127 to 127
  at::Tensor scales;  ///< of codes, (heads, positions, groups) float32: a number is scale · code

  KeptRows() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): numbers alone are kept rows
  KeptRows(at::Tensor numbers) : rows(std::move(numbers)) {}
  /// Room for so many rows of `options`' dtype, not yet written.
  KeptRows(KeptForm form, std::int64_t heads, std::int64_t positions, std::int64_t head_dim,
           const at::TensorOptions& options);

  bool has_codes() const { return scales.defined(); }
  /// Positions [first, first + count), where they lie.
  KeptRows narrow(std::int64_t first, std::int64_t count) const;
  /// The numbers in `dtype`, (heads, positions, head_dim); the rows themselves where they are that already.
  at::Tensor numbers(at::ScalarType dtype) const;
  /// Keeps (n, heads, head_dim) float32 or bfloat16 numbers as the positions from `first` on. A group with a
  /// number that is not finite becomes NaN as a whole in codes.
  void write(std::int64_t first, const at::Tensor& fresh);
};

/// As KeptRows::write of codes, to all n positions of `to`, on any device. keep_codes_cpu() and the CUDA
/// kernel write the same scales, and the same codes but where a number lies halfway between two of them.
void keep_codes_plain(const at::Tensor& fresh, const KeptRows& to);

/// Bytes that a row of so many numbers takes.
std::int64_t kept_row_bytes(KeptForm form, std::int64_t head_dim, const at::TensorOptions& options);

}  // namespace vp::kernels
