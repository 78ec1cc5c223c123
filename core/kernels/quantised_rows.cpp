#include "kernels/quantised_rows.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

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

at::Tensor dequantise(const QuantisedRows& rows, at::ScalarType dtype) {
  at::Tensor result = at::empty({rows.rows(), rows.columns}, dtype);
  dequantise_cpu(rows, result);
  return result;
}

}  // namespace vp::kernels
