#include "kernels/rotary.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>

#include "kernels/cpu_body.h"
#include "kernels/rotary_cpu.h"

namespace vp::kernels {

at::Tensor rotate(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin) {
  if (has_cpu_body(x)) return rotate_cpu(x, cos, sin);
  const std::int64_t half = x.size(-1) / 2;
  const at::Tensor first = x.narrow(-1, 0, half);
  const at::Tensor second = x.narrow(-1, half, half);
  const at::Tensor c = cos.unsqueeze(1);  // (n, 1, head_dim / 2)
  const at::Tensor s = sin.unsqueeze(1);
  return at::cat({first * c - second * s, second * c + first * s}, -1).to(x.scalar_type());
}

}  // namespace vp::kernels
