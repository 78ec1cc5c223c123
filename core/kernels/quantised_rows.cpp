#include "kernels/quantised_rows.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <vector>

#include "kernels/quantised_rows_cpu.h"

namespace vp::kernels {

QuantisedRows QuantisedRows::narrow(std::int64_t first, std::int64_t count) const {
  return {bits, columns, codes.narrow(0, first, count), scales.narrow(0, first, count),
          offsets.defined() ? offsets.narrow(0, first, count) : offsets};
}

QuantisedRows quantise(const at::Tensor& rows, int bits) {
  TORCH_INTERNAL_ASSERT(rows.dim() == 2 && rows.is_cpu() && (bits == 8 || bits == 4));
  const std::int64_t count = rows.size(0), columns = rows.size(1), padded = padded_columns(columns);
  const at::TensorOptions bfloat16 = at::dtype(at::kBFloat16);
  QuantisedRows result{bits,
                       columns,
                       at::zeros({count, padded * bits / 8}, bits == 8 ? at::kChar : at::kByte),
                       at::zeros({count, padded / QuantisedRows::kGroup}, bfloat16),
                       {}};
  if (bits == 4) result.offsets = at::zeros_like(result.scales);
  // So many rows at a time are in float32.
  const std::int64_t piece = std::max<std::int64_t>(1, (std::int64_t{4} << 20) / padded);
  for (std::int64_t first = 0; first < count; first += piece) {
    const std::int64_t size = std::min(piece, count - first);
    quantise_cpu(rows.narrow(0, first, size).to(at::kFloat).contiguous(), result.narrow(first, size));
  }
  return result;
}

at::Tensor dequantise_plain(const QuantisedRows& rows) {
  const std::int64_t count = rows.rows(), groups = rows.groups();
  const at::Tensor scales = rows.scales.to(at::kFloat).unsqueeze(2);  // (rows, groups, 1)
  at::Tensor numbers;
  if (rows.bits == 8) {
    numbers = rows.codes.view({count, groups, QuantisedRows::kGroup}).to(at::kFloat) * scales;
  } else {
    // Each number of 16 bits holds the columns i, 8 + i, 16 + i and 24 + i of its group.
    const at::Tensor words = rows.codes.view(at::kShort).view({count, groups, 8}).to(at::kInt);
    std::vector<at::Tensor> quarters;
    for (int bit = 0; bit < 16; bit += 4) quarters.push_back(words.bitwise_right_shift(bit).bitwise_and(15));
    numbers = at::cat(quarters, 2).to(at::kFloat) * scales + rows.offsets.to(at::kFloat).unsqueeze(2);
  }
  return numbers.view({count, -1}).narrow(1, 0, rows.columns).contiguous();
}

at::Tensor dequantise(const QuantisedRows& rows, at::ScalarType dtype) {
  if (!rows.codes.is_cpu()) return dequantise_plain(rows).to(dtype);
  at::Tensor result = at::empty({rows.rows(), rows.columns}, dtype);
  dequantise_cpu(rows, result);
  return result;
}

}  // namespace vp::kernels
