#include "kernels/weight_matrix.h"

#include <utility>

namespace vp::kernels {

WeightMatrix::WeightMatrix(at::Tensor rows) : rows_(rows.size(0)), columns_(rows.size(1)) {
  pieces_.emplace_back(std::move(rows));
}

WeightMatrix::WeightMatrix(QuantisedRows rows) : rows_(rows.rows()), columns_(rows.columns) {
  pieces_.emplace_back(std::move(rows));
}

void WeightMatrix::append(const WeightMatrix& more) {
  TORCH_INTERNAL_ASSERT(pieces_.empty() || more.columns_ == columns_);
  pieces_.insert(pieces_.end(), more.pieces_.begin(), more.pieces_.end());
  rows_ += more.rows_;
  columns_ = more.columns_;
}

const at::Tensor& WeightMatrix::dense() const {
  TORCH_INTERNAL_ASSERT(pieces_.size() == 1);
  return std::get<at::Tensor>(pieces_.front());
}

std::int64_t WeightMatrix::nbytes() const {
  std::int64_t bytes = 0;
  for (const Piece& piece : pieces_) {
    if (const auto* dense = std::get_if<at::Tensor>(&piece)) {
      bytes += dense->numel() * static_cast<std::int64_t>(dense->element_size());
    } else {
      const auto& rows = std::get<QuantisedRows>(piece);
      bytes += rows.codes.numel() + 2 * rows.scales.numel();
      if (rows.offsets.defined()) bytes += 2 * rows.offsets.numel();
    }
  }
  return bytes;
}

std::int64_t rows_of(const WeightMatrix::Piece& piece) {
  if (const auto* dense = std::get_if<at::Tensor>(&piece)) return dense->size(0);
  return std::get<QuantisedRows>(piece).rows();
}

}  // namespace vp::kernels
