#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "kernels/tensor_source.h"

namespace vp::kernels {

/// y = x Wᵀ + b. Products run in `dtype`, whatever the weight is kept in; the result comes back in x's.
struct Linear {
  at::ScalarType dtype;
  at::Tensor weight;  // (out, in)
  at::Tensor bias;    // (out) or undefined

  /// Parameters NAME.weight and, with `has_bias`, NAME.bias.
  Linear(TensorSource& source, const std::string& name, std::int64_t out, std::int64_t in, bool has_bias);
  /// (…, in) -> (…, out)
  at::Tensor forward(const at::Tensor& x) const;
};

/// Layer normalisation over the last dimension, epsilon 1e-5, in x's dtype.
struct LayerNorm {
  static constexpr double kEpsilon = 1e-5;
  at::Tensor weight;  // (width)
  at::Tensor bias;    // (width)

  /// Parameters NAME.weight and NAME.bias.
  LayerNorm(TensorSource& source, const std::string& name, std::int64_t width);
  at::Tensor forward(const at::Tensor& x) const;
};

/// x Wᵀ + b, multiplied in `dtype`; `bias` may be undefined. The result has x's dtype.
at::Tensor linear_in(at::ScalarType dtype, const at::Tensor& x, const at::Tensor& weight,
                     const at::Tensor& bias);

/// What a source's layers compute in.
at::ScalarType dtype_of(const TensorSource& source);

}  // namespace vp::kernels
