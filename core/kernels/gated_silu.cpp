#include "kernels/gated_silu.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/silu.h>
#include <torch/csrc/autograd/custom_function.h>

#include "kernels/cpu_body.h"
#include "kernels/gated_silu_cpu.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#endif

namespace vp::kernels {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

class GatedSiluFunction : public torch::autograd::Function<GatedSiluFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& gate_up) {
    context->save_for_backward({gate_up});
    return gated_silu_cpu(gate_up);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    return {gated_silu_backward_cpu(gradients[0], context->get_saved_variables()[0])};
  }
};

}  // namespace

at::Tensor gated_silu(const at::Tensor& gate_up) {
  if (has_cpu_body(gate_up)) return gated_silu_cpu(gate_up);
  if (cpu_body_knows(gate_up)) return GatedSiluFunction::apply(gate_up);
#ifdef VP_CUDA
  if (has_cuda_body(gate_up)) return gated_silu_cuda(gate_up);
#endif
  return gated_silu_plain(gate_up);
}

at::Tensor gated_silu_plain(const at::Tensor& gate_up) {
  const auto halves = gate_up.chunk(2, -1);
  return at::silu(halves[0]) * halves[1];
}

}  // namespace vp::kernels
