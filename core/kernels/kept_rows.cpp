#include "kernels/kept_rows.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <limits>

#include "kernels/kept_rows_cpu.h"

namespace vp::kernels {
namespace {

constexpr double kLargestHalf = 65504;

std::int64_t groups_of(std::int64_t head_dim) {
  return (head_dim + KeptRows::kGroup - 1) / KeptRows::kGroup;
}

}  // namespace

KeptRows::KeptRows(KeptForm form, std::int64_t heads, std::int64_t positions, std::int64_t head_dim,
                   const at::TensorOptions& options) {
  if (form == KeptForm::Codes) {
    rows = at::empty({heads, positions, head_dim}, options.dtype(at::kChar));
    scales = at::empty({heads, positions, groups_of(head_dim)}, options.dtype(at::kFloat));
  } else {
    rows = at::empty({heads, positions, head_dim},
                     form == KeptForm::Float16 ? options.dtype(at::kHalf) : options);
  }
}

KeptRows KeptRows::narrow(std::int64_t first, std::int64_t count) const {
  KeptRows part(rows.narrow(1, first, count));
  if (has_codes()) part.scales = scales.narrow(1, first, count);
  return part;
}

at::Tensor KeptRows::numbers(at::ScalarType dtype) const {
  if (!has_codes()) return rows.to(dtype);
  const std::int64_t head_dim = rows.size(2);
  const at::Tensor each = scales.repeat_interleave(kGroup, 2).narrow(2, 0, head_dim);
  return (rows.to(at::kFloat) * each).to(dtype);
}

void keep_codes_plain(const at::Tensor& fresh, const KeptRows& to) {
  const std::int64_t head_dim = fresh.size(2), groups = to.scales.size(2);
  const at::Tensor by_head = fresh.transpose(0, 1).to(at::kFloat);  // (heads, n, head_dim)
  const at::Tensor padded = at::constant_pad_nd(by_head, {0, groups * KeptRows::kGroup - head_dim});
  const at::Tensor numbers = padded.view({by_head.size(0), by_head.size(1), groups, KeptRows::kGroup});
  const at::Tensor finite = at::isfinite(numbers).all(-1);  // (heads, n, groups)
  const at::Tensor scales = numbers.abs().amax(-1) / 127;
  const at::Tensor inverse = at::where(scales > 1e-37, 1 / scales, at::zeros_like(scales)).unsqueeze(-1);
  const at::Tensor codes =
      at::where(finite.unsqueeze(-1), (numbers * inverse).round(), at::ones_like(numbers));
  to.rows.copy_(codes.flatten(2).narrow(2, 0, head_dim));
  to.scales.copy_(scales.masked_fill(finite.logical_not(), std::numeric_limits<double>::quiet_NaN()));
}

void KeptRows::write(std::int64_t first, const at::Tensor& fresh) {
  if (has_codes()) {
    const KeptRows to = narrow(first, fresh.size(0));
    return fresh.is_cpu() ? keep_codes_cpu(fresh, to) : keep_codes_plain(fresh, to);
  }
  const at::Tensor by_head = fresh.transpose(0, 1);  // (heads, n, head_dim)
  const bool narrows = rows.scalar_type() == at::kHalf && fresh.scalar_type() != at::kHalf;
  rows.narrow(1, first, fresh.size(0))
      .copy_(narrows ? at::clamp(by_head, -kLargestHalf, kLargestHalf) : by_head);
}

std::int64_t kept_row_bytes(KeptForm form, std::int64_t head_dim, const at::TensorOptions& options) {
  switch (form) {
    case KeptForm::Float16:
      return 2 * head_dim;
    case KeptForm::Codes:
      return head_dim + 4 * groups_of(head_dim);
    case KeptForm::AsComputed:
      break;
  }
  return head_dim * static_cast<std::int64_t>(options.dtype().itemsize());
}

}  // namespace vp::kernels
