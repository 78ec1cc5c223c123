#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "kernels/tensor_source.h"

namespace vp::llm {

/// Root-mean-square layer norm (Zhang and Sennrich, 2019): x / sqrt(mean(x^2) + eps) * weight.
class RmsNorm {
 public:
  RmsNorm(const std::string& path, std::int64_t width, double eps, kernels::TensorSource& weights);

  /// (n, width) float32 -> (n, width) in the weights' dtype; the arithmetic is float32.
  at::Tensor forward(const at::Tensor& x) const;

  std::int64_t parameter_count() const { return weight_.numel(); }

 private:
  friend class DecodeStep;  // the same on a GPU, a token at a time

  at::Tensor weight_;  // (width)
  double eps_;
};

}  // namespace vp::llm
