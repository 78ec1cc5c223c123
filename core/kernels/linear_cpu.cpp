#include "kernels/linear_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

template <typename Element>
struct Product {
  const float* x;         // (k)
  const Element* weight;  // (m, k)
  const float* bias;      // (m) or null
  float* y;               // (m)
  std::int64_t k;
};

// One row, from end to end: a single long stream is what the prefetchers follow best (several rows side by
// side read a fifth slower here). Four sums hide the latency of the multiply-adds.
template <typename Lanes, typename Element>
VP_ALWAYS_INLINE float multiply_row(const Product<Element>& v, const Element* weight) {
  constexpr int kSums = 4, kWidth = kCount<Lanes>;
  Lanes sums[kSums] = {};
  Lanes x, w;
  std::int64_t i = 0;
  for (; i + kSums * kWidth <= v.k; i += kSums * kWidth) {
    prefetch_ahead(weight + i, kSums * kWidth * sizeof(Element));
#pragma GCC unroll 4
    for (int s = 0; s < kSums; ++s) {
      load(x, v.x + i + s * kWidth);
      load(w, weight + i + s * kWidth);
      sums[s] += x * w;
    }
  }
  for (; i + kWidth <= v.k; i += kWidth) {
    load(x, v.x + i);
    load(w, weight + i);
    sums[0] += x * w;
  }
  float total = sum_of_lanes((sums[0] + sums[1]) + (sums[2] + sums[3]));
  for (; i < v.k; ++i) total += v.x[i] * to_float(weight[i]);
  return total;
}

template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void multiply(const Product<Element>& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    const float total = multiply_row<Lanes>(v, v.weight + row * v.k);
    v.y[row] = v.bias == nullptr ? total : total + v.bias[row];
  }
}

template <typename Element>
at::Tensor run(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, CpuLevel level) {
  const at::Tensor input = x.to(at::kFloat).contiguous();
  at::Tensor output = at::empty({1, weight.size(0)}, input.options());
  const at::Tensor bias_float = bias.defined() ? bias.to(at::kFloat) : bias;
  const Product<Element> product{elements<const float>(input), elements<const Element>(weight),
                                 bias.defined() ? elements<const float>(bias_float) : nullptr,
                                 elements<float>(output), weight.size(1)};
  const auto body = compiled_for<VP_FOR_LANES(multiply, Element)>(level);
  // Below some 64 KiB of weights another thread costs more than it reads.
  const std::int64_t grain = std::max<std::int64_t>(4, 32768 / weight.size(1));
  at::parallel_for(0, weight.size(0), grain,
                   [&](std::int64_t first, std::int64_t last) { body(product, first, last); });
  return output;
}

}  // namespace

at::Tensor linear_row_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                          at::ScalarType result, CpuLevel level) {
  const auto product = [&] {
    if (weight.scalar_type() == at::kFloat) return run<float>(x, weight, bias, level);
    if (weight.scalar_type() == at::kHalf) return run<Half>(x, weight, bias, level);
    return run<std::uint16_t>(x, weight, bias, level);
  };
  return product().to(result);
}

}  // namespace vp::kernels
