#include "llm/rms_norm.h"

#include "kernels/rms_norm.h"

namespace vp::llm {

RmsNorm::RmsNorm(const std::string& path, std::int64_t width, double eps, kernels::TensorSource& weights)
    : weight_(weights.take(path + ".weight", {width})), eps_(eps) {}

at::Tensor RmsNorm::forward(const at::Tensor& x) const {
  return kernels::rms_norm(x, weight_, eps_);
}

}  // namespace vp::llm
