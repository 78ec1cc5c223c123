#include "kernels/gated_silu.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/silu.h>

#include "kernels/cpu_body.h"
#include "kernels/gated_silu_cpu.h"

namespace vp::kernels {

at::Tensor gated_silu(const at::Tensor& gate_up) {
  if (has_cpu_body(gate_up)) return gated_silu_cpu(gate_up);
  const auto halves = gate_up.chunk(2, -1);
  return at::silu(halves[0]) * halves[1];
}

}  // namespace vp::kernels
