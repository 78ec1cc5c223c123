#include "kernels/layers.h"

#include <ATen/ATen.h>

#include "kernels/products.h"

namespace vp::kernels {

at::ScalarType dtype_of(const TensorSource& source) {
  return c10::typeMetaToScalarType(source.options().dtype());
}

at::Tensor linear_in(at::ScalarType dtype, const at::Tensor& x, const at::Tensor& weight,
                     const at::Tensor& bias) {
  return product_with_rows(x.to(dtype), weight, bias.defined() ? bias.to(dtype) : bias).to(x.scalar_type());
}

Linear::Linear(TensorSource& source, const std::string& name, std::int64_t out, std::int64_t in,
               bool has_bias)
    : dtype(dtype_of(source)), weight(source.take_factors(name + ".weight", {out, in})) {
  if (has_bias) bias = source.take(name + ".bias", {out});
}

at::Tensor Linear::forward(const at::Tensor& x) const {
  return linear_in(dtype, x, weight, bias);
}

LayerNorm::LayerNorm(TensorSource& source, const std::string& name, std::int64_t width)
    : weight(source.take(name + ".weight", {width})), bias(source.take(name + ".bias", {width})) {}

at::Tensor LayerNorm::forward(const at::Tensor& x) const {
  return at::layer_norm(x, {weight.size(0)}, weight.to(x.scalar_type()), bias.to(x.scalar_type()), kEpsilon);
}

}  // namespace vp::kernels
