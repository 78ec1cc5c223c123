#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "kernels/layers.h"

namespace vp::stab {

/// From STAB's width to the decoder's, spec section 3, step 6: Linear, GELU (exact), Linear.
class Projector {
 public:
  /// `width` d, `llm_width` D; parameters PREFIX + 0 and PREFIX + 2.
  Projector(std::int64_t width, std::int64_t llm_width, kernels::TensorSource& weights,
            const std::string& prefix);

  /// (n, d) -> (n, D) in the weights' dtype.
  at::Tensor forward(const at::Tensor& tokens) const;

 private:
  kernels::Linear in_, out_;
};

}  // namespace vp::stab
