#include "kernels/rms_norm.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/rsqrt.h>

namespace vp::kernels {

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  const at::Tensor mean_square = x.square().mean(-1, /*keepdim=*/true);
  return (x * at::rsqrt(mean_square + eps) * weight).to(weight.scalar_type());
}

}  // namespace vp::kernels
