#include "stab/projector.h"

#include <ATen/ATen.h>

namespace vp::stab {

Projector::Projector(std::int64_t width, std::int64_t llm_width, kernels::TensorSource& weights,
                     const std::string& prefix)
    : in_(weights, prefix + "0", llm_width, width, true),
      out_(weights, prefix + "2", llm_width, llm_width, true) {}

at::Tensor Projector::forward(const at::Tensor& tokens) const {
  return out_.forward(at::gelu(in_.forward(tokens.to(in_.weight.scalar_type()))));
}

}  // namespace vp::stab
