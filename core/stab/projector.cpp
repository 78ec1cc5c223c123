#include "stab/projector.h"

#include <ATen/ATen.h>

namespace vp::stab {

Projector::Projector(std::int64_t width, std::int64_t llm_width, kernels::TensorSource& weights,
                     const std::string& prefix)
    : in_(weights, prefix + "0", llm_width, width, true),
      out_(weights, prefix + "2", llm_width, llm_width, true) {}

at::Tensor Projector::forward(const at::Tensor& tokens) const {
  const at::ScalarType dtype = in_.dtype;
  const at::Tensor hidden = in_.forward(tokens.to(dtype)).to(at::kFloat);
  return out_.forward(at::gelu(hidden).to(dtype));  // GELU in float32: see kernels/products.h, oneDNN throws
}

}  // namespace vp::stab
