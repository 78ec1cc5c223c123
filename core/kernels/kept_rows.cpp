#include "kernels/kept_rows.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/empty.h>

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

void KeptRows::write(std::int64_t first, const at::Tensor& fresh) {
  if (has_codes()) return keep_codes_cpu(fresh, narrow(first, fresh.size(0)));
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
