#include "kernels/gated_silu_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

template <typename Element>
struct Rows {
  const Element* gate_up;  // (n, 2 width)
  Element* y;              // (n, width)
  std::int64_t width;
};

VP_ALWAYS_INLINE Float16Lanes gated(const Float16Lanes& gate, const Float16Lanes& up) {
  const Float16Lanes zero{};
  return gate * up / (exp_lanes(zero - gate) + 1.0F);
}

template <typename Element>
VP_ALWAYS_INLINE void gate_rows(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t whole = v.width / kLanes * kLanes;
  for (std::int64_t row = first; row < last; ++row) {
    const Element* gates = v.gate_up + row * 2 * v.width;
    const Element* ups = gates + v.width;
    Element* y = v.y + row * v.width;
    Float16Lanes gate, up;
    for (std::int64_t i = 0; i < whole; i += kLanes) {
      load(gate, gates + i);
      load(up, ups + i);
      store(y + i, gated(gate, up));
    }
    gate = Float16Lanes{};
    up = Float16Lanes{};
    for (std::int64_t i = whole; i < v.width; ++i) {
      gate[i - whole] = to_float(gates[i]);
      up[i - whole] = to_float(ups[i]);
    }
    const Float16Lanes rest = gated(gate, up);
    for (std::int64_t i = whole; i < v.width; ++i) assign(y[i], rest[i - whole]);
  }
}

#if VP_HAVE_X86_TARGETS
template <typename Element>
VP_TARGET_AVX512 void gate_rows_avx512(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  gate_rows(v, first, last);
}
template <typename Element>
VP_TARGET_AVX2 void gate_rows_avx2(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  gate_rows(v, first, last);
}
#endif
template <typename Element>
void gate_rows_portable(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  gate_rows(v, first, last);
}

template <typename Element>
auto best_gate_rows() {
#if VP_HAVE_X86_TARGETS
  if (cpu_level() == CpuLevel::Avx512) return &gate_rows_avx512<Element>;
  if (cpu_level() == CpuLevel::Avx2) return &gate_rows_avx2<Element>;
#endif
  return &gate_rows_portable<Element>;
}

template <typename Element>
at::Tensor run(const at::Tensor& gate_up) {
  const at::Tensor input = gate_up.contiguous();
  const std::int64_t width = gate_up.size(1) / 2;
  at::Tensor output = at::empty({gate_up.size(0), width}, gate_up.options());
  const Rows<Element> rows{elements<const Element>(input), elements<Element>(output), width};
  const auto body = best_gate_rows<Element>();
  at::parallel_for(0, gate_up.size(0), 2,
                   [&](std::int64_t first, std::int64_t last) { body(rows, first, last); });
  return output;
}

}  // namespace

at::Tensor gated_silu_cpu(const at::Tensor& gate_up) {
  return gate_up.scalar_type() == at::kFloat ? run<float>(gate_up) : run<std::uint16_t>(gate_up);
}

}  // namespace vp::kernels
