#include "kernels/rms_norm.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/rsqrt.h>

#include "kernels/cpu_body.h"
#include "kernels/rms_norm_cpu.h"

namespace vp::kernels {

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  if (has_cpu_body(x) && has_cpu_body(weight)) return rms_norm_cpu(x, weight, eps);
  const at::Tensor mean_square = x.square().mean(-1, /*keepdim=*/true);
  return (x * at::rsqrt(mean_square + eps) * weight).to(weight.scalar_type());
}

}  // namespace vp::kernels
