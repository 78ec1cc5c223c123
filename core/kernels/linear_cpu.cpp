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
  const Element* bias;    // (m) or null
  float* y;               // (m)
  std::int64_t k;
};

// kRows rows side by side: x is loaded once for all of them, and each is a stream of its own for the
// processor's prefetchers.
template <int kRows, typename Element>
VP_ALWAYS_INLINE void multiply_rows(const Product<Element>& v, std::int64_t row) {
  const std::int64_t whole = v.k / kLanes * kLanes;
  const Element* weight = v.weight + row * v.k;
  Float16Lanes sums[kRows] = {};
  for (std::int64_t i = 0; i < whole; i += kLanes) {
    Float16Lanes x, w;
    load(x, v.x + i);
    for (int r = 0; r < kRows; ++r) {
      load(w, weight + r * v.k + i);
      sums[r] += x * w;
    }
  }
  for (int r = 0; r < kRows; ++r) {
    float total = sum_of_lanes(sums[r]);
    for (std::int64_t i = whole; i < v.k; ++i) total += v.x[i] * to_float(weight[r * v.k + i]);
    v.y[row + r] = v.bias == nullptr ? total : total + to_float(v.bias[row + r]);
  }
}

template <typename Element>
VP_ALWAYS_INLINE void multiply(const Product<Element>& v, std::int64_t first, std::int64_t last) {
  constexpr int kRows = 4;
  std::int64_t row = first;
  for (; row + kRows <= last; row += kRows) multiply_rows<kRows>(v, row);
  for (; row < last; ++row) multiply_rows<1>(v, row);
}

#if VP_HAVE_X86_TARGETS
template <typename Element>
VP_TARGET_AVX512 void multiply_avx512(const Product<Element>& v, std::int64_t first, std::int64_t last) {
  multiply(v, first, last);
}
template <typename Element>
VP_TARGET_AVX2 void multiply_avx2(const Product<Element>& v, std::int64_t first, std::int64_t last) {
  multiply(v, first, last);
}
#endif
template <typename Element>
void multiply_portable(const Product<Element>& v, std::int64_t first, std::int64_t last) {
  multiply(v, first, last);
}

template <typename Element>
auto best_multiply() {
#if VP_HAVE_X86_TARGETS
  if (cpu_level() == CpuLevel::Avx512) return &multiply_avx512<Element>;
  if (cpu_level() == CpuLevel::Avx2) return &multiply_avx2<Element>;
#endif
  return &multiply_portable<Element>;
}

template <typename Element>
at::Tensor run(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  const at::Tensor input = x.to(at::kFloat).contiguous();
  at::Tensor output = at::empty({1, weight.size(0)}, input.options());
  const Product<Element> product{elements<const float>(input), elements<const Element>(weight),
                                 bias.defined() ? elements<const Element>(bias) : nullptr,
                                 elements<float>(output), weight.size(1)};
  const auto body = best_multiply<Element>();
  // Below some 64 KiB of weights another thread costs more than it reads.
  const std::int64_t grain = std::max<std::int64_t>(4, 32768 / weight.size(1));
  at::parallel_for(0, weight.size(0), grain,
                   [&](std::int64_t first, std::int64_t last) { body(product, first, last); });
  return output;
}

}  // namespace

at::Tensor linear_row_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                          at::ScalarType result) {
  return (weight.scalar_type() == at::kFloat ? run<float>(x, weight, bias)
                                             : run<std::uint16_t>(x, weight, bias))
      .to(result);
}

}  // namespace vp::kernels
