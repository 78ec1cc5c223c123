#include "kernels/rotary_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

template <typename Element>
struct Heads {
  const Element* x;  // (n, heads, head_dim), positions row_stride apart
  const float* cos;  // (n, half)
  const float* sin;  // (n, half)
  Element* y;        // (n, heads, head_dim)
  std::int64_t row_stride, heads, half;
};

template <typename Element>
VP_ALWAYS_INLINE void rotate_positions(const Heads<Element>& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t position = first; position < last; ++position) {
    const float* __restrict c = v.cos + position * v.half;
    const float* __restrict s = v.sin + position * v.half;
    for (std::int64_t head = 0; head < v.heads; ++head) {
      const Element* __restrict x = v.x + position * v.row_stride + head * 2 * v.half;
      Element* __restrict y = v.y + (position * v.heads + head) * 2 * v.half;
      for (std::int64_t i = 0; i < v.half; ++i) {
        const float a = to_float(x[i]);
        const float b = to_float(x[i + v.half]);
        assign(y[i], a * c[i] - b * s[i]);
        assign(y[i + v.half], b * c[i] + a * s[i]);
      }
    }
  }
}

template <typename Element>
at::Tensor run(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin, CpuLevel level) {
  const bool heads_lie_together = x.stride(2) == 1 && x.stride(1) == x.size(2);
  const at::Tensor input = heads_lie_together ? x : x.contiguous();
  const at::Tensor c = cos.contiguous();
  const at::Tensor s = sin.contiguous();
  at::Tensor output = at::empty(x.sizes(), x.options());
  const Heads<Element> heads{elements<const Element>(input),
                             elements<const float>(c),
                             elements<const float>(s),
                             elements<Element>(output),
                             input.stride(0),
                             x.size(1),
                             x.size(2) / 2};
  const auto body = compiled_for<&rotate_positions<Element>>(level);
  at::parallel_for(0, x.size(0), 4, [&](std::int64_t first, std::int64_t last) { body(heads, first, last); });
  return output;
}

}  // namespace

at::Tensor rotate_cpu(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin, CpuLevel level) {
  return x.scalar_type() == at::kFloat ? run<float>(x, cos, sin, level)
                                       : run<std::uint16_t>(x, cos, sin, level);
}

}  // namespace vp::kernels
