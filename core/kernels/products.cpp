#include "kernels/products.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linear.h>

#include <algorithm>
#include <vector>

#include "kernels/cpu_dispatch.h"

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

c10::optional<at::Tensor> optional(const at::Tensor& bias) {
  return bias.defined() ? c10::make_optional(bias) : c10::nullopt;
}

/// In float32, of numbers of 16 bits.
at::Tensor widened_product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  const at::Tensor x_float = x.to(at::kFloat);
  const at::Tensor bias_float = bias.defined() ? bias.to(at::kFloat) : bias;
  const std::int64_t rows = weight.size(0);
  const std::int64_t piece =
      at::GradMode::is_enabled() ? rows : std::clamp<std::int64_t>(kWidened / weight.size(1), 1, rows);
  std::vector<at::Tensor> parts;
  for (std::int64_t first = 0; first < rows; first += piece) {
    const std::int64_t count = std::min(piece, rows - first);
    parts.push_back(at::linear(x_float, weight.narrow(0, first, count).to(at::kFloat),
                               optional(bias.defined() ? bias_float.narrow(0, first, count) : bias)));
  }
  return parts.size() == 1 ? parts.front() : at::cat(parts, -1);
}

}  // namespace

bool has_bfloat16_products() {
  return cpu_level() >= CpuLevel::Avx512;
}

at::Tensor product_with_rows(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (are_mixed(x, weight) || is_to_be_widened(weight))
    return widened_product(x, weight, bias).to(x.scalar_type());
  return at::linear(x, weight, optional(bias));
}

at::Tensor product_with_rows_to_float(const at::Tensor& x, const at::Tensor& weight) {
  if (are_mixed(x, weight) || is_to_be_widened(weight)) return widened_product(x, weight, {});
  return at::linear(x, weight).to(at::kFloat);
}

at::Tensor batched_product(const at::Tensor& a, const at::Tensor& b) {
  if (is_to_be_widened(b)) return at::bmm(a.to(at::kFloat), b.to(at::kFloat)).to(b.scalar_type());
  return at::bmm(a, b);
}

}  // namespace vp::kernels
