#include "kernels/rms_norm_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

template <typename Element>
struct Rows {
  const float* x;         // (n, width)
  const Element* weight;  // (width)
  Element* y;             // (n, width)
  std::int64_t width;
  float eps;
};

template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void normalise_rows(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t whole = v.width / kCount<Lanes> * kCount<Lanes>;
  for (std::int64_t row = first; row < last; ++row) {
    const float* x = v.x + row * v.width;
    Element* y = v.y + row * v.width;
    Lanes squares{}, value, scale;
    for (std::int64_t i = 0; i < whole; i += kCount<Lanes>) {
      load(value, x + i);
      squares += value * value;
    }
    float total = sum_of_lanes(squares);
    for (std::int64_t i = whole; i < v.width; ++i) total += x[i] * x[i];
    const float inverse = 1.0F / std::sqrt(total / static_cast<float>(v.width) + v.eps);
    for (std::int64_t i = 0; i < whole; i += kCount<Lanes>) {
      load(value, x + i);
      load(scale, v.weight + i);
      store(y + i, value * inverse * scale);
    }
    for (std::int64_t i = whole; i < v.width; ++i) assign(y[i], x[i] * inverse * to_float(v.weight[i]));
  }
}

template <typename Element>
at::Tensor run(const at::Tensor& x, const at::Tensor& weight, double eps, CpuLevel level) {
  const at::Tensor input = x.contiguous();
  at::Tensor output = at::empty(x.sizes(), weight.options());
  const Rows<Element> rows{elements<const float>(input), elements<const Element>(weight),
                           elements<Element>(output), x.size(1), static_cast<float>(eps)};
  const auto body = compiled_for<VP_FOR_LANES(normalise_rows, Element)>(level);
  at::parallel_for(0, x.size(0), 8, [&](std::int64_t first, std::int64_t last) { body(rows, first, last); });
  return output;
}

template <typename Element>
struct BackwardRows {
  const Element* gradient;  // (n, width) of y
  const float* x;           // (n, width)
  const Element* weight;    // (width)
  float* x_gradient;        // (n, width)
  float* weight_gradient;   // (width), of these rows
  std::int64_t width;
  float eps;
};

// With r = 1 / rms(x): dx = r (g w) - x r³ mean(g w x), dw = Σ g x r.
template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void backward_rows(const BackwardRows<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t whole = v.width / kCount<Lanes> * kCount<Lanes>;
  for (std::int64_t row = first; row < last; ++row) {
    const float* x = v.x + row * v.width;
    const Element* gradient = v.gradient + row * v.width;
    float* dx = v.x_gradient + row * v.width;
    Lanes squares{}, products{}, value, scale, slope, sum;
    for (std::int64_t i = 0; i < whole; i += kCount<Lanes>) {
      load(value, x + i);
      load(scale, v.weight + i);
      load(slope, gradient + i);
      squares += value * value;
      products += slope * scale * value;
    }
    float square = sum_of_lanes(squares), product = sum_of_lanes(products);
    for (std::int64_t i = whole; i < v.width; ++i) {
      square += x[i] * x[i];
      product += to_float(gradient[i]) * to_float(v.weight[i]) * x[i];
    }
    const auto width = static_cast<float>(v.width);
    const float inverse = 1.0F / std::sqrt(square / width + v.eps);
    const float pull = inverse * inverse * inverse * product / width;
    for (std::int64_t i = 0; i < whole; i += kCount<Lanes>) {
      load(value, x + i);
      load(scale, v.weight + i);
      load(slope, gradient + i);
      load(sum, v.weight_gradient + i);
      store(dx + i, slope * scale * inverse - value * pull);
      store(v.weight_gradient + i, sum + slope * value * inverse);
    }
    for (std::int64_t i = whole; i < v.width; ++i) {
      const float g = to_float(gradient[i]);
      dx[i] = g * to_float(v.weight[i]) * inverse - x[i] * pull;
      v.weight_gradient[i] += g * x[i] * inverse;
    }
  }
}

// Rows are summed in blocks of fixed size, so that the sums do not depend on the number of threads.
constexpr std::int64_t kBlockRows = 512;

template <typename Element>
std::pair<at::Tensor, at::Tensor> run_backward(const at::Tensor& gradient_in, const at::Tensor& x_in,
                                               const at::Tensor& weight, double eps, CpuLevel level) {
  const at::Tensor gradient = gradient_in.contiguous(), x = x_in.contiguous();
  const std::int64_t n = x.size(0), width = x.size(1), blocks = (n + kBlockRows - 1) / kBlockRows;
  const at::Tensor x_gradient = at::empty_like(x);
  const at::Tensor partial = at::zeros({blocks, width}, x.options());
  const auto body = compiled_for<VP_FOR_LANES(backward_rows, Element)>(level);
  at::parallel_for(0, blocks, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t block = first; block < last; ++block) {
      body({elements<const Element>(gradient), elements<const float>(x), elements<const Element>(weight),
            elements<float>(x_gradient), elements<float>(partial) + block * width, width,
            static_cast<float>(eps)},
           block * kBlockRows, std::min(n, (block + 1) * kBlockRows));
    }
  });
  return {x_gradient, partial.sum(0).to(weight.scalar_type())};
}

}  // namespace

std::pair<at::Tensor, at::Tensor> rms_norm_backward_cpu(const at::Tensor& gradient, const at::Tensor& x,
                                                        const at::Tensor& weight, double eps,
                                                        CpuLevel level) {
  return weight.scalar_type() == at::kFloat ? run_backward<float>(gradient, x, weight, eps, level)
                                            : run_backward<std::uint16_t>(gradient, x, weight, eps, level);
}

at::Tensor rms_norm_cpu(const at::Tensor& x, const at::Tensor& weight, double eps, CpuLevel level) {
  return weight.scalar_type() == at::kFloat ? run<float>(x, weight, eps, level)
                                            : run<std::uint16_t>(x, weight, eps, level);
}

}  // namespace vp::kernels
