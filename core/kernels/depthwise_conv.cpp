#include "kernels/depthwise_conv.h"

#include <ATen/ATen.h>

namespace vp::kernels {

at::Tensor depthwise_conv3d(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
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
