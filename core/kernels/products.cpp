#include "kernels/products.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linear.h>

#include <algorithm>
#include <vector>

#include "kernels/cpu_body.h"
#include "kernels/float_product_cpu.h"

namespace vp::kernels {
namespace {

/// Numbers of a matrix that are widened at a time: 16 MiB in float32.
constexpr std::int64_t kWidened = std::int64_t{4} << 20;

/// Whether weights are of another precision than what they are multiplied with.
bool are_mixed(const at::Tensor& x, const at::Tensor& weight) {
  return x.scalar_type() != weight.scalar_type();
}

bool is_to_be_widened(const at::Tensor& x) {
  return x.is_cpu() && x.scalar_type() == at::kBFloat16 && !has_bfloat16_products();
}

at::Tensor libtorch_product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  return bias.defined() ? at::linear(x, weight, bias) : at::linear(x, weight);
}

/// x of any number of dimensions through our own product.
at::Tensor own_product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  std::vector<std::int64_t> shape = x.sizes().vec();
  shape.back() = weight.size(0);
  return float_product_cpu(x.reshape({-1, weight.size(1)}), weight, bias).view(shape);
}

/// In float32, of numbers of 16 bits where x or weight has them.
at::Tensor float_product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  const at::Tensor x_float = x.to(at::kFloat);
  if (!at::GradMode::is_enabled() && has_float_product(x_float, weight))
    return own_product(x_float, weight, bias);
  const at::Tensor bias_float = bias.defined() ? bias.to(at::kFloat) : bias;
  const std::int64_t rows = weight.size(0);
  const bool whole = at::GradMode::is_enabled() || weight.scalar_type() == at::kFloat;
  const std::int64_t piece = whole ? rows : std::clamp<std::int64_t>(kWidened / weight.size(1), 1, rows);
  std::vector<at::Tensor> parts;
  for (std::int64_t first = 0; first < rows; first += piece) {
    const std::int64_t count = std::min(piece, rows - first);
    parts.push_back(libtorch_product(x_float, weight.narrow(0, first, count).to(at::kFloat),
                                     bias.defined() ? bias_float.narrow(0, first, count) : bias));
  }
  return parts.size() == 1 ? parts.front() : at::cat(parts, -1);
}

/// Whether LibTorch's product is the one to take: of one 16-bit precision that the device multiplies fast.
bool is_for_libtorch(const at::Tensor& x, const at::Tensor& weight) {
  return !x.is_cpu() || (!are_mixed(x, weight) && x.scalar_type() != at::kFloat && !is_to_be_widened(weight));
}

}  // namespace

at::Tensor product_with_rows(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (is_for_libtorch(x, weight)) return libtorch_product(x, weight, bias);
  return float_product(x, weight, bias).to(x.scalar_type());
}

at::Tensor product_with_rows_to_float(const at::Tensor& x, const at::Tensor& weight) {
  if (is_for_libtorch(x, weight)) return at::linear(x, weight).to(at::kFloat);
  return float_product(x, weight, {});
}

at::Tensor batched_product(const at::Tensor& a, const at::Tensor& b) {
  if (is_to_be_widened(b)) return at::bmm(a.to(at::kFloat), b.to(at::kFloat)).to(b.scalar_type());
  return at::bmm(a, b);
}

}  // namespace vp::kernels
