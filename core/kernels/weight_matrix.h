#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <variant>
#include <vector>

#include "kernels/quantised_rows.h"

namespace vp::kernels {

/// The weights of a linear map, (out, in), as they are kept: the rows of one or more stored matrices, one
/// below the other, each where it lies. A piece may be in another precision than the arithmetic; its numbers
/// are then widened in registers, or a tile at a time (see linear()).
class WeightMatrix {
 public:
  using Piece = std::variant<at::Tensor, QuantisedRows>;  ///< (rows, in)

  WeightMatrix() = default;
  explicit WeightMatrix(at::Tensor rows);
  explicit WeightMatrix(QuantisedRows rows);

  /// Below what is there; of the same width.
  void append(const WeightMatrix& more);

  const std::vector<Piece>& pieces() const { return pieces_; }
  /// The only piece, which is not quantised: of a matrix in which rows are looked up.
  const at::Tensor& dense() const;
  std::int64_t rows() const { return rows_; }
  std::int64_t columns() const { return columns_; }
  std::int64_t numel() const { return rows_ * columns_; }
  /// Bytes that a product reads.
  std::int64_t nbytes() const;

 private:
  std::vector<Piece> pieces_;
  std::int64_t rows_ = 0;
  std::int64_t columns_ = 0;
};

/// How many rows a piece has.
std::int64_t rows_of(const WeightMatrix::Piece& piece);

}  // namespace vp::kernels
