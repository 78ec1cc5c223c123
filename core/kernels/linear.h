#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/weight_matrix.h"

namespace vp::kernels {

/// x weightᵀ + bias: (n, k), (m, k), (m) or undefined -> (n, m) in x's dtype. One row on the CPU is bound by
/// reading the weights and has a body of its own. Weights of 16 bits under an x in float32 are widened
/// exactly, in registers or a tile at a time, and multiplied in float32. Quantised ones are multiplied as
/// they are by one row; for more, x is rounded to 8 bits where the processor multiplies bytes, else they are
/// widened, a tile at a time.
at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});
at::Tensor linear(const at::Tensor& x, const WeightMatrix& weight, const at::Tensor& bias = {});

/// The same with a float32 result; one row on the CPU is then never rounded to x's dtype.
at::Tensor linear_to_float(const at::Tensor& x, const at::Tensor& weight);
at::Tensor linear_to_float(const at::Tensor& x, const WeightMatrix& weight);

/// Whether linear() multiplies several rows with these weights as integers.
bool multiplies_integers(const WeightMatrix& weight);

}  // namespace vp::kernels
