#include "kernels/gated_silu.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/silu.h>

namespace vp::kernels {

at::Tensor gated_silu(const at::Tensor& gate_up) {
  const auto halves = gate_up.chunk(2, -1);
  return at::silu(halves[0]) * halves[1];
}

}  // namespace vp::kernels
