#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace vp::kernels {

/// Rows of weights in 8 or 4 bits. Every group of 32 columns has a scale, with 4 bits an offset too: a weight
/// is scale · code, with a code from -127 to 127, or offset + scale · code, with one from 0 to 15. Rows are
/// padded to whole blocks of 256 columns by groups whose scale and offset are 0.
///
/// A group of 4 bits are eight numbers of 16 bits, little endian: number i holds the columns i, 8 + i, 16 + i
/// and 24 + i, the first in its lowest bits, so that a shift and a mask give numbers that can be multiplied.
struct QuantisedRows {
  static constexpr std::int64_t kGroup = 32;
  static constexpr std::int64_t kBlock = 256;

  int bits = 8;              ///< 8 or 4
  std::int64_t columns = 0;  ///< without the padding
  at::Tensor codes;          ///< (rows, padded columns · bits / 8): int8, or uint8 with 4 bits
  at::Tensor scales;         ///< (rows, padded columns / 32) bfloat16
  at::Tensor offsets;        ///< the same with 4 bits; undefined with 8

  std::int64_t rows() const { return codes.size(0); }
  std::int64_t groups() const { return scales.size(1); }
  /// Rows [first, first + count).
  QuantisedRows narrow(std::int64_t first, std::int64_t count) const;
};

/// `columns` up to whole blocks.
constexpr std::int64_t padded_columns(std::int64_t columns) {
  return (columns + QuantisedRows::kBlock - 1) / QuantisedRows::kBlock * QuantisedRows::kBlock;
}

/// (rows, columns) float32, bfloat16 or float16, on the CPU. Scale and offset of a group are those with the
/// least squared error that a search over ranges inside its extremes finds, as they are stored (in bfloat16).
QuantisedRows quantise(const at::Tensor& rows, int bits);

/// (rows, columns) in `dtype`, float32 or bfloat16: the numbers that the codes stand for.
at::Tensor dequantise(const QuantisedRows& rows, at::ScalarType dtype);

/// The same in float32, by ATen's operations, on any device.
at::Tensor dequantise_plain(const QuantisedRows& rows);

}  // namespace vp::kernels
