#include "kernels/linear.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>

#include <algorithm>
#include <variant>
#include <vector>

#include "kernels/cpu_body.h"
#include "kernels/linear_cpu.h"
#include "kernels/products.h"
#include "kernels/quantised_product_cpu.h"
#include "kernels/quantised_rows_cpu.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#endif

namespace vp::kernels {
namespace {

// Beyond this many columns x does not stay in the first-level cache between the rows, and in bfloat16 oneDNN,
// which keeps it in half the room, reads the weights twice as fast (measured at 11008 columns).
constexpr std::int64_t kMaxCachedColumns = 8192;

/// Numbers of quantised weights that are widened at a time: what a cache holds, and enough for a GPU.
constexpr std::int64_t kTile = std::int64_t{1} << 20;
constexpr std::int64_t kTileOnGpu = std::int64_t{1} << 26;

bool is_row_on_cpu(const at::Tensor& x, const at::Tensor& weight) {
  if (x.size(0) != 1 || !has_cpu_body(x) || !weight.is_contiguous()) return false;
  if (!cpu_body_knows(weight) && !(weight.is_cpu() && weight.scalar_type() == at::kHalf)) return false;
  if (x.scalar_type() == at::kFloat) return true;
  return weight.scalar_type() == at::kFloat || weight.size(1) <= kMaxCachedColumns ||
         !has_bfloat16_products();
}

#ifdef VP_CUDA
bool are_few_on_gpu(const at::Tensor& x) {
  return has_cuda_body(x) && x.size(0) <= kMostVectorsCuda;
}
#endif

/// x weightᵀ in `result`, one row through the codes as they are, more through tiles that are widened once.
at::Tensor quantised_product(const at::Tensor& x, const QuantisedRows& weight, at::ScalarType result) {
  if (x.size(0) == 1 && has_cpu_body(x)) return quantised_row_product_cpu(x, weight).to(result);
  if (has_cpu_body(x) && has_integer_product(weight.bits)) return quantised_product_cpu(x, weight).to(result);
#ifdef VP_CUDA
  if (are_few_on_gpu(x)) return matrix_vector_cuda(x, weight, {}, result);
#endif
  // Where bfloat16 is multiplied fast, codes lose less by it than they have lost.
  const at::ScalarType tile =
      !x.is_cpu() || x.scalar_type() == at::kFloat || has_bfloat16_products() ? x.scalar_type() : at::kFloat;
  const at::Tensor input = x.to(tile);
  const std::int64_t rows =
      std::clamp<std::int64_t>((x.is_cpu() ? kTile : kTileOnGpu) / weight.columns, 1, weight.rows());
  std::vector<at::Tensor> parts;
  for (std::int64_t first = 0; first < weight.rows(); first += rows) {
    const QuantisedRows part = weight.narrow(first, std::min(rows, weight.rows() - first));
    parts.push_back(product_with_rows(input, dequantise(part, tile)));
  }
  return (parts.size() == 1 ? parts.front() : at::cat(parts, -1)).to(result);
}

/// The pieces, where one row can be multiplied with all of them at once; else nothing.
std::vector<QuantisedRows> pieces_for_row(const at::Tensor& x, const WeightMatrix& weight) {
  std::vector<QuantisedRows> pieces;
  if (x.size(0) != 1 || !has_cpu_body(x)) return pieces;
  for (const WeightMatrix::Piece& piece : weight.pieces()) {
    const auto* rows = std::get_if<QuantisedRows>(&piece);
    if (rows == nullptr || (!pieces.empty() && rows->bits != pieces.front().bits)) return {};
    pieces.push_back(*rows);
  }
  return pieces;
}

/// A function's results for every piece, side by side.
template <typename Product>
at::Tensor side_by_side(const WeightMatrix& weight, const Product& product) {
  std::vector<at::Tensor> parts;
  std::int64_t first = 0;
  for (const WeightMatrix::Piece& piece : weight.pieces()) {
    parts.push_back(product(piece, first));
    first += rows_of(piece);
  }
  return parts.size() == 1 ? parts.front() : at::cat(parts, -1);
}

}  // namespace

at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (is_row_on_cpu(x, weight)) return linear_row_cpu(x, weight, bias, x.scalar_type());
#ifdef VP_CUDA
  if (are_few_on_gpu(x) && weight.is_contiguous())
    return matrix_vector_cuda(x, weight, bias, x.scalar_type());
#endif
  return product_with_rows(x, weight, bias);
}

at::Tensor linear(const at::Tensor& x, const WeightMatrix& weight, const at::Tensor& bias) {
  if (const std::vector<QuantisedRows> pieces = pieces_for_row(x, weight); pieces.size() > 1) {
    const at::Tensor product = quantised_row_product_cpu(x, pieces).to(x.scalar_type());
    return bias.defined() ? product + bias : product;
  }
  return side_by_side(weight, [&](const WeightMatrix::Piece& piece, std::int64_t first) {
    const at::Tensor part = bias.defined() ? bias.narrow(0, first, rows_of(piece)) : bias;
    if (const auto* dense = std::get_if<at::Tensor>(&piece)) return linear(x, *dense, part);
    const at::Tensor product = quantised_product(x, std::get<QuantisedRows>(piece), x.scalar_type());
    return part.defined() ? product + part : product;
  });
}

at::Tensor linear_to_float(const at::Tensor& x, const at::Tensor& weight) {
  if (is_row_on_cpu(x, weight)) return linear_row_cpu(x, weight, {}, at::kFloat);
#ifdef VP_CUDA
  if (are_few_on_gpu(x) && weight.is_contiguous()) return matrix_vector_cuda(x, weight, {}, at::kFloat);
#endif
  return product_with_rows_to_float(x, weight);
}

at::Tensor linear_to_float(const at::Tensor& x, const WeightMatrix& weight) {
  return side_by_side(weight, [&](const WeightMatrix::Piece& piece, std::int64_t) {
    if (const auto* dense = std::get_if<at::Tensor>(&piece)) return linear_to_float(x, *dense);
    return quantised_product(x, std::get<QuantisedRows>(piece), at::kFloat);
  });
}

bool multiplies_integers(const WeightMatrix& weight) {
  return std::all_of(weight.pieces().begin(), weight.pieces().end(), [](const WeightMatrix::Piece& piece) {
    const auto* rows = std::get_if<QuantisedRows>(&piece);
    return rows != nullptr && rows->codes.is_cpu() && has_integer_product(rows->bits);
  });
}

}  // namespace vp::kernels
