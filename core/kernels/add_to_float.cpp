#include "kernels/add_to_float.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

template <typename Element>
struct Sum {
  const Element* a;
  const Element* b;
  float* result;
};

template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void add_range(const Sum<Element>& v, std::int64_t first, std::int64_t last) {
  std::int64_t i = first;
  for (; i + kCount<Lanes> <= last; i += kCount<Lanes>) {
    Lanes x, y;
    load(x, v.a + i);
    load(y, v.b + i);
    store(v.result + i, x + y);
  }
  for (; i < last; ++i) v.result[i] = to_float(v.a[i]) + to_float(v.b[i]);
}

template <typename Element>
void add(const at::Tensor& a, const at::Tensor& b, const at::Tensor& result, CpuLevel level) {
  const Sum<Element> v{elements<Element>(a), elements<Element>(b), result.data_ptr<float>()};
  const auto body = compiled_for<VP_FOR_LANES(add_range, Element)>(level);
  at::parallel_for(0, a.numel(), 1 << 15,
                   [&](std::int64_t first, std::int64_t last) { body(v, first, last); });
}

}  // namespace

at::Tensor add_to_float(const at::Tensor& a, const at::Tensor& b) {
  if (has_cpu_body(a) && has_cpu_body(b)) return add_to_float_cpu(a, b);
  return a.to(at::kFloat) + b.to(at::kFloat);
}

at::Tensor add_to_float_cpu(const at::Tensor& a_in, const at::Tensor& b_in, CpuLevel level) {
  const at::Tensor a = a_in.contiguous(), b = b_in.contiguous();
  const at::Tensor result = at::empty(a.sizes(), a.options().dtype(at::kFloat));
  if (a.scalar_type() == at::kBFloat16)
    add<std::uint16_t>(a, b, result, level);
  else
    add<float>(a, b, result, level);
  return result;
}

}  // namespace vp::kernels
