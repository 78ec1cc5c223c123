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

template <typename Lanes>
VP_ALWAYS_INLINE Lanes gated(const Lanes& gate, const Lanes& up) {
  const Lanes zero{};
  return gate * up / (exp_lanes(zero - gate) + 1.0F);
}

template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void gate_rows(const Rows<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t whole = v.width / kCount<Lanes> * kCount<Lanes>;
  for (std::int64_t row = first; row < last; ++row) {
    const Element* gates = v.gate_up + row * 2 * v.width;
    const Element* ups = gates + v.width;
    Element* y = v.y + row * v.width;
    Lanes gate, up;
    for (std::int64_t i = 0; i < whole; i += kCount<Lanes>) {
      load(gate, gates + i);
      load(up, ups + i);
      store(y + i, gated(gate, up));
    }
    gate = Lanes{};
    up = Lanes{};
    for (std::int64_t i = whole; i < v.width; ++i) {
      gate[i - whole] = to_float(gates[i]);
      up[i - whole] = to_float(ups[i]);
    }
    const Lanes rest = gated(gate, up);
    for (std::int64_t i = whole; i < v.width; ++i) assign(y[i], rest[i - whole]);
  }
}

template <typename Element>
at::Tensor run(const at::Tensor& gate_up, CpuLevel level) {
  const at::Tensor input = gate_up.contiguous();
  const std::int64_t width = gate_up.size(1) / 2;
  at::Tensor output = at::empty({gate_up.size(0), width}, gate_up.options());
  const Rows<Element> rows{elements<const Element>(input), elements<Element>(output), width};
  const auto body = compiled_for<VP_FOR_LANES(gate_rows, Element)>(level);
  at::parallel_for(0, gate_up.size(0), 2,
                   [&](std::int64_t first, std::int64_t last) { body(rows, first, last); });
  return output;
}

template <typename Element>
struct BackwardRows {
  const Element* gradient;    // (n, width)
  const Element* gate_up;     // (n, 2 width)
  Element* gate_up_gradient;  // (n, 2 width)
  std::int64_t width;
};

// With s = sigmoid(gate): d gate = g up s (1 + gate (1 - s)), d up = g gate s.
template <typename Lanes>
VP_ALWAYS_INLINE void slopes(const Lanes& gradient, const Lanes& gate, const Lanes& up, Lanes& gate_slope,
                             Lanes& up_slope) {
  const Lanes zero{};
  const Lanes s = 1.0F / (exp_lanes(zero - gate) + 1.0F);
  gate_slope = gradient * up * s * (1.0F + gate * (1.0F - s));
  up_slope = gradient * gate * s;
}

template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void backward_rows(const BackwardRows<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t whole = v.width / kCount<Lanes> * kCount<Lanes>;
  for (std::int64_t row = first; row < last; ++row) {
    const Element* gradients = v.gradient + row * v.width;
    const Element* gates = v.gate_up + row * 2 * v.width;
    Element* out = v.gate_up_gradient + row * 2 * v.width;
    Lanes gradient, gate, up, gate_slope, up_slope;
    for (std::int64_t i = 0; i < whole; i += kCount<Lanes>) {
      load(gradient, gradients + i);
      load(gate, gates + i);
      load(up, gates + v.width + i);
      slopes(gradient, gate, up, gate_slope, up_slope);
      store(out + i, gate_slope);
      store(out + v.width + i, up_slope);
    }
    gradient = gate = up = Lanes{};
    for (std::int64_t i = whole; i < v.width; ++i) {
      gradient[i - whole] = to_float(gradients[i]);
      gate[i - whole] = to_float(gates[i]);
      up[i - whole] = to_float(gates[v.width + i]);
    }
    slopes(gradient, gate, up, gate_slope, up_slope);
    for (std::int64_t i = whole; i < v.width; ++i) {
      assign(out[i], gate_slope[i - whole]);
      assign(out[v.width + i], up_slope[i - whole]);
    }
  }
}

template <typename Element>
at::Tensor run_backward(const at::Tensor& gradient_in, const at::Tensor& gate_up_in, CpuLevel level) {
  const at::Tensor gradient = gradient_in.contiguous(), gate_up = gate_up_in.contiguous();
  const at::Tensor result = at::empty(gate_up.sizes(), gate_up.options());
  const BackwardRows<Element> rows{elements<const Element>(gradient), elements<const Element>(gate_up),
                                   elements<Element>(result), gradient.size(1)};
  const auto body = compiled_for<VP_FOR_LANES(backward_rows, Element)>(level);
  at::parallel_for(0, gradient.size(0), 2,
                   [&](std::int64_t first, std::int64_t last) { body(rows, first, last); });
  return result;
}

}  // namespace

at::Tensor gated_silu_backward_cpu(const at::Tensor& gradient, const at::Tensor& gate_up, CpuLevel level) {
  return gate_up.scalar_type() == at::kFloat ? run_backward<float>(gradient, gate_up, level)
                                             : run_backward<std::uint16_t>(gradient, gate_up, level);
}

at::Tensor gated_silu_cpu(const at::Tensor& gate_up, CpuLevel level) {
  return gate_up.scalar_type() == at::kFloat ? run<float>(gate_up, level)
                                             : run<std::uint16_t>(gate_up, level);
}

}  // namespace vp::kernels
