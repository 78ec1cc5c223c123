#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/ScalarType.h>

#include <cstdint>

namespace vp::train {

/// The matrix with the singular vectors of `matrix`, (rows, columns), and all singular values near 1 (within
/// 0.7 to 1.2 after five steps, which is near enough for an update), by Newton-Schulz steps of fifth order.
/// `compute` is the dtype of the products; the result is float32. A zero matrix stays zero.
at::Tensor orthogonalised(const at::Tensor& matrix, at::ScalarType compute, int steps = 5);

/// One update of a matrix by Muon (Jordan et al., 2024): `momentum`, (rows, columns) float32, takes in
/// `gradient`, and what is subtracted from `values` is the orthogonalised momentum, looked ahead as Nesterov
/// does, times `rate` and 0.2 sqrt(max(rows, columns)): that is about as long as a step of AdamW of the same
/// rate (Liu et al., 2025), so that both may share one learning rate. All three are changed in place.
void muon_step(at::Tensor values, at::Tensor momentum, const at::Tensor& gradient, double rate,
               at::ScalarType compute, double decay = 0.95);

}  // namespace vp::train
