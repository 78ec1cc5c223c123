#include "kernels/rms_norm.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/rsqrt.h>
#include <torch/csrc/autograd/custom_function.h>

#include "kernels/cpu_body.h"
#include "kernels/rms_norm_cpu.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#endif

namespace vp::kernels {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

class RmsNormFunction : public torch::autograd::Function<RmsNormFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            double eps) {
    context->save_for_backward({x, weight});
    context->saved_data["eps"] = eps;
    return rms_norm_cpu(x, weight, eps);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const variable_list saved = context->get_saved_variables();
    auto [x_gradient, weight_gradient] =
        rms_norm_backward_cpu(gradients[0], saved[0], saved[1], context->saved_data["eps"].toDouble());
    return {x_gradient, weight_gradient, at::Tensor()};
  }
};

}  // namespace

at::Tensor rms_norm_plain(const at::Tensor& x, const at::Tensor& weight, double eps) {
  const at::Tensor mean_square = x.square().mean(-1, /*keepdim=*/true);
  return (x * at::rsqrt(mean_square + eps) * weight).to(weight.scalar_type());
}

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  if (has_cpu_body(x) && has_cpu_body(weight)) return rms_norm_cpu(x, weight, eps);
  if (cpu_body_knows(x) && x.scalar_type() == at::kFloat && cpu_body_knows(weight))
    return RmsNormFunction::apply(x, weight, eps);
#ifdef VP_CUDA
  if (has_cuda_body(x) && has_cuda_body(weight) && x.scalar_type() == at::kFloat)
    return rms_norm_cuda(x, weight, eps);
#endif
  return rms_norm_plain(x, weight, eps);
}

}  // namespace vp::kernels
