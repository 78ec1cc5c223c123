#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

namespace vp::kernels {

/// Whether the CPU bodies know this kind of tensor: float or bfloat16 in the CPU's memory.
inline bool cpu_body_knows(const at::Tensor& x) {
  return x.is_cpu() && (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
}

/// Whether the CPU bodies may take this tensor by themselves: they record no gradient.
inline bool has_cpu_body(const at::Tensor& x) {
  return cpu_body_knows(x) && !at::GradMode::is_enabled();
}

/// A tensor's elements as the CPU bodies address them: float, std::uint16_t for bfloat16, Half for float16.
template <typename Element>
Element* elements(const at::Tensor& x) {
  return static_cast<Element*>(x.data_ptr());
}

}  // namespace vp::kernels
