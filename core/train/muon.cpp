#include "train/muon.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "kernels/products.h"

namespace vp::train {

at::Tensor orthogonalised(const at::Tensor& matrix, at::ScalarType compute, int steps) {
  // p(s) = a s + b s^3 + c s^5 on every singular value: steep at 0, near 1 on the rest of (0, 1].
  constexpr double a = 3.4445, b = -4.7750, c = 2.0315;
  // Newton's steps are products and nothing else.
  const bool widen = matrix.is_cpu() && compute == at::kBFloat16 && !kernels::has_bfloat16_products();
  const bool tall = matrix.size(0) > matrix.size(1);
  at::Tensor x = (tall ? matrix.t() : matrix).to(at::kFloat);
  x = (x / (x.norm() + 1e-12)).to(widen ? at::kFloat : compute).contiguous();
  for (int step = 0; step < steps; ++step) {
    const at::Tensor gram = at::mm(x, x.t());
    const at::Tensor even = at::addmm(gram, gram, gram, b, c);
    x = at::addmm(x, even, x, a, 1);
  }
  const at::Tensor result = x.to(at::kFloat);
  return tall ? result.t() : result;
}

void muon_step(at::Tensor values, at::Tensor momentum, const at::Tensor& gradient, double rate,
               at::ScalarType compute, double decay) {
  momentum.mul_(decay).add_(gradient, 1 - decay);
  const at::Tensor ahead = at::add(gradient * (1 - decay), momentum, decay);
  const auto longest = static_cast<double>(std::max(values.size(0), values.size(1)));
  values.add_(orthogonalised(ahead, compute), -rate * 0.2 * std::sqrt(longest));
}

}  // namespace vp::train
