#include "kernels/rms_norm_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

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

template <typename Element>
VP_ALWAYS_INLINE void normalise_rows(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t whole = v.width / kLanes * kLanes;
  for (std::int64_t row = first; row < last; ++row) {
    const float* x = v.x + row * v.width;
    Element* y = v.y + row * v.width;
    Float16Lanes squares{}, value, scale;
    for (std::int64_t i = 0; i < whole; i += kLanes) {
      load(value, x + i);
      squares += value * value;
    }
    float total = sum_of_lanes(squares);
    for (std::int64_t i = whole; i < v.width; ++i) total += x[i] * x[i];
    const float inverse = 1.0F / std::sqrt(total / static_cast<float>(v.width) + v.eps);
    for (std::int64_t i = 0; i < whole; i += kLanes) {
      load(value, x + i);
      load(scale, v.weight + i);
      store(y + i, value * inverse * scale);
    }
    for (std::int64_t i = whole; i < v.width; ++i) assign(y[i], x[i] * inverse * to_float(v.weight[i]));
  }
}

#if VP_HAVE_X86_TARGETS
template <typename Element>
VP_TARGET_AVX512 void normalise_rows_avx512(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  normalise_rows(v, first, last);
}
template <typename Element>
VP_TARGET_AVX2 void normalise_rows_avx2(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  normalise_rows(v, first, last);
}
#endif
template <typename Element>
void normalise_rows_portable(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  normalise_rows(v, first, last);
}

template <typename Element>
auto best_normalise_rows() {
#if VP_HAVE_X86_TARGETS
  if (cpu_level() == CpuLevel::Avx512) return &normalise_rows_avx512<Element>;
  if (cpu_level() == CpuLevel::Avx2) return &normalise_rows_avx2<Element>;
#endif
  return &normalise_rows_portable<Element>;
}

template <typename Element>
at::Tensor run(const at::Tensor& x, const at::Tensor& weight, double eps) {
  const at::Tensor input = x.contiguous();
  at::Tensor output = at::empty(x.sizes(), weight.options());
  const Rows<Element> rows{elements<const float>(input), elements<const Element>(weight),
                           elements<Element>(output), x.size(1), static_cast<float>(eps)};
  const auto body = best_normalise_rows<Element>();
  at::parallel_for(0, x.size(0), 8, [&](std::int64_t first, std::int64_t last) { body(rows, first, last); });
  return output;
}

}  // namespace

at::Tensor rms_norm_cpu(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return weight.scalar_type() == at::kFloat ? run<float>(x, weight, eps) : run<std::uint16_t>(x, weight, eps);
}

}  // namespace vp::kernels
