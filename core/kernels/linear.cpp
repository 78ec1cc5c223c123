#include "kernels/linear.h"

#include <ATen/ops/linear.h>

namespace vp::kernels {

at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  return at::linear(x, weight, bias.defined() ? c10::make_optional(bias) : c10::nullopt);
}

}  // namespace vp::kernels
