#include "kernels/depthwise_conv.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <vector>

namespace vp::kernels {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

std::vector<std::int64_t> kernel_of(const at::Tensor& weight) {
  return {weight.size(2), weight.size(3), weight.size(4)};
}

class DepthwiseConvFunction : public torch::autograd::Function<DepthwiseConvFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            const at::Tensor& bias) {
    context->save_for_backward({x, weight});
    return depthwise_conv3d_cpu(x, depthwise_taps(weight), bias.contiguous(), kernel_of(weight), false);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &weight = saved[1];
    const at::Tensor gradient = gradients[0].contiguous();
    // The kernel is odd and keeps the size, so the input's gradient is the convolution with the taps in
    // reverse.
    const at::Tensor reversed = depthwise_taps(weight).flip(0).contiguous();
    const at::Tensor none = at::zeros({weight.size(0)}, x.options());
    const at::Tensor x_gradient = depthwise_conv3d_cpu(gradient, reversed, none, kernel_of(weight), false);
    const at::Tensor taps = depthwise_taps_gradient_cpu(gradient, x, kernel_of(weight));
    return {x_gradient, taps.t().reshape(weight.sizes()), gradient.sum({0, 1, 2, 3})};
  }
};

}  // namespace

at::Tensor depthwise_conv3d(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (x.is_cpu() && x.scalar_type() == at::kFloat) return DepthwiseConvFunction::apply(x, weight, bias);
  return depthwise_conv3d_plain(x, weight, bias);
}

at::Tensor depthwise_conv3d_plain(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  const at::Tensor channels_first = x.permute({0, 4, 1, 2, 3});
  const at::Tensor y =
      at::conv3d(channels_first, weight, bias, /*stride=*/1,
                 {weight.size(2) / 2, weight.size(3) / 2, weight.size(4) / 2}, /*dilation=*/1,
                 /*groups=*/weight.size(0));
  return y.permute({0, 2, 3, 4, 1});
}

at::Tensor depthwise_taps(const at::Tensor& weight) {
  return weight.to(at::kFloat).view({weight.size(0), -1}).t().contiguous();
}

}  // namespace vp::kernels
