#include "stab/lste.h"

#include <ATen/ATen.h>

#include "kernels/add_to_float.h"
#include "kernels/cpu_body.h"
#include "kernels/depthwise_conv.h"
#include "kernels/layers.h"
#include "kernels/products.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#endif

namespace vp::stab {
namespace {

constexpr double kBatchNormEpsilon = 1e-5;
constexpr double kBatchNormMomentum = 0.1;

// The depth-wise convolution by the kernel where it applies, else by ATen; in x's dtype.
at::Tensor convolve(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& taps,
                    const at::Tensor& bias, bool add_input) {
  if (kernels::cpu_body_knows(x))
    return kernels::depthwise_conv3d_cpu(x, taps, bias, {weight.size(2), weight.size(3), weight.size(4)},
                                         add_input);
#ifdef VP_CUDA
  if (kernels::has_cuda_body(x))
    return kernels::depthwise_conv3d_cuda(x, taps, bias, {weight.size(2), weight.size(3), weight.size(4)},
                                          add_input);
#endif
  const at::Tensor y = kernels::depthwise_conv3d(x, weight.to(x.scalar_type()), bias.to(x.scalar_type()));
  return add_input ? x + y : y;
}

}  // namespace

Lste::Lste(const checkpoint::VisionConfig& config, kernels::TensorSource& weights,
           const std::string& prefix) {
  const std::int64_t d = config.hidden_size;
  const auto reduced = static_cast<std::int64_t>(static_cast<double>(d) / 1.5);
  const std::string block = prefix + "lmhra1.pos_embed.";
  norm_weight_ = weights.take(block + "0.weight", {d});
  norm_bias_ = weights.take(block + "0.bias", {d});
  running_mean_ = weights.take(block + "0.running_mean", {d});
  running_var_ = weights.take(block + "0.running_var", {d});
  reduce_weight_ = weights.take_factors(block + "1.weight", {reduced, d, 1, 1, 1});
  reduce_bias_ = weights.take(block + "1.bias", {reduced});
  temporal_weight_ = weights.take(block + "2.weight", {reduced, 1, 3, 1, 1});
  temporal_bias_ = weights.take(block + "2.bias", {reduced});
  expand_weight_ = weights.take_factors(block + "3.weight", {d, reduced, 1, 1, 1});
  expand_bias_ = weights.take(block + "3.bias", {d});
  dpe_weight_ = weights.take(prefix + "dpe.weight", {d, 1, 3, 3, 3});
  dpe_bias_ = weights.take(prefix + "dpe.bias", {d});
}

at::Tensor Lste::forward(const at::Tensor& e, bool training) const {
  const at::ScalarType dtype = e.scalar_type();
  const std::int64_t d = e.size(4);
  at::Tensor x =
      at::batch_norm(e.reshape({-1, d}), norm_weight_.to(dtype), norm_bias_.to(dtype), running_mean_,
                     running_var_, training, kBatchNormMomentum, kBatchNormEpsilon, false)
          .view_as(e);
  x = kernels::linear_in(reduce_bias_.scalar_type(), x, reduce_weight_.flatten(1),
                         reduce_bias_);  // (B, T, H, W, r)
  x = kernels::depthwise_conv3d(x, temporal_weight_.to(dtype), temporal_bias_.to(dtype));
  x = kernels::linear_in(expand_bias_.scalar_type(), x, expand_weight_.flatten(1), expand_bias_);
  const at::Tensor z = e + x;
  return z + kernels::depthwise_conv3d(z, dpe_weight_.to(dtype), dpe_bias_.to(dtype));
}

FoldedLste::FoldedLste(const Lste& lste)
    : expand_weight_(lste.expand_weight_.flatten(1)),
      expand_bias_(lste.expand_bias_),
      temporal_weight_(lste.temporal_weight_),
      dpe_weight_(lste.dpe_weight_),
      temporal_taps_(kernels::depthwise_taps(lste.temporal_weight_)),
      temporal_bias_(lste.temporal_bias_.to(at::kFloat)),
      dpe_taps_(kernels::depthwise_taps(lste.dpe_weight_)),
      dpe_bias_(lste.dpe_bias_.to(at::kFloat)) {
  // BN(x) = x ⊙ scale + shift, so W·BN(x) + b = (W ⊙ scale)·x + (W·shift + b).
  const at::Tensor scale =
      lste.norm_weight_.to(at::kFloat) * at::rsqrt(lste.running_var_.to(at::kFloat) + kBatchNormEpsilon);
  const at::Tensor shift = lste.norm_bias_.to(at::kFloat) - lste.running_mean_.to(at::kFloat) * scale;
  const at::Tensor weight = lste.reduce_weight_.flatten(1).to(at::kFloat);  // (r, d)
  reduce_weight_ = (weight * scale).to(lste.reduce_bias_.scalar_type());
  reduce_bias_ =
      (at::mv(weight, shift) + lste.reduce_bias_.to(at::kFloat)).to(lste.reduce_bias_.scalar_type());
}

at::Tensor FoldedLste::forward(const at::Tensor& e) const {
  at::Tensor x = kernels::product_with_rows(e, reduce_weight_, reduce_bias_);  // (B, T, H, W, r)
  x = convolve(x, temporal_weight_, temporal_taps_, temporal_bias_, false);
  x = kernels::product_with_rows(x, expand_weight_, expand_bias_);  // (B, T, H, W, d)
  return convolve(kernels::add_to_float(x, e), dpe_weight_, dpe_taps_, dpe_bias_, true);
}

}  // namespace vp::stab
