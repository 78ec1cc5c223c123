#include "kernels/kept_rows_cpu.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "kernels/cpu_body.h"
#include "kernels/simd.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

/// One head's row of one position.
template <typename Element>
VP_ALWAYS_INLINE void code_row(const Element* numbers, std::int64_t head_dim, std::int8_t* codes,
                               float* scales) {
  for (std::int64_t first = 0; first < head_dim; first += KeptRows::kGroup, ++scales) {
    const std::int64_t last = first + KeptRows::kGroup < head_dim ? first + KeptRows::kGroup : head_dim;
    float largest = 0, sum = 0;  // the sum is finite where all of them are
    for (std::int64_t k = first; k < last; ++k) {
      const float magnitude = std::fabs(to_float(numbers[k]));
      largest = magnitude > largest ? magnitude : largest;
      sum += magnitude * 0.0F;
    }
    if (sum != 0.0F) {
      *scales = std::numeric_limits<float>::quiet_NaN();
      for (std::int64_t k = first; k < last; ++k) codes[k] = 1;
      continue;
    }
    const float scale = largest / 127.0F;
    *scales = scale;
    // A scale that vanishes, or nearly, has no inverse.
    const float inverse = scale > 1e-37F ? 1.0F / scale : 0.0F;
    for (std::int64_t k = first; k < last; ++k) {
      // Adding 1.5 * 2^23 rounds to the nearest integer, ties to even.
      const float rounded = (to_float(numbers[k]) * inverse + 12582912.0F) - 12582912.0F;
      codes[k] = static_cast<std::int8_t>(rounded);
    }
  }
}

template <typename Element>
void code_rows(const at::Tensor& fresh, const KeptRows& to, CpuLevel level) {
  const auto body = compiled_for<&code_row<Element>>(level);
  const Element* numbers = elements<const Element>(fresh);
  auto* codes = static_cast<std::int8_t*>(to.rows.data_ptr());
  auto* scales = static_cast<float*>(to.scales.data_ptr());
  const std::int64_t heads = fresh.size(1), head_dim = fresh.size(2);
  at::parallel_for(0, fresh.size(0) * heads, 64, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t position = i / heads, head = i % heads;
      body(numbers + position * fresh.stride(0) + head * fresh.stride(1), head_dim,
           codes + head * to.rows.stride(0) + position * to.rows.stride(1),
           scales + head * to.scales.stride(0) + position * to.scales.stride(1));
    }
  });
}

/// One head's row of one position.
template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void widen_row(const std::int8_t* codes, const float* scales, std::int64_t head_dim,
                                Element* numbers) {
  using Codes = AsMany<Lanes, std::int8_t>;
  static_assert(KeptRows::kGroup % kCount<Lanes> == 0);
  Codes some{};
  Lanes lanes;
  const std::int64_t whole = head_dim / kCount<Lanes> * kCount<Lanes>;
  for (std::int64_t k = 0; k < whole; k += kCount<Lanes>) {
    std::memcpy(&some, codes + k, sizeof some);
    lanes = __builtin_convertvector(some, Lanes) * scales[k / KeptRows::kGroup];
    store(numbers + k, lanes);
  }
  if (whole == head_dim) return;
  some = Codes{};
  std::memcpy(&some, codes + whole, static_cast<std::size_t>(head_dim - whole));
  lanes = __builtin_convertvector(some, Lanes) * scales[whole / KeptRows::kGroup];
  Element last[kCount<Lanes>];
  store(last, lanes);
  std::copy_n(last, head_dim - whole, numbers + whole);
}

template <typename Element>
void widen_rows(const KeptRows& from, const at::Tensor& to, CpuLevel level) {
  const auto body = compiled_for<VP_FOR_LANES(widen_row, Element)>(level);
  const auto* codes = static_cast<const std::int8_t*>(from.rows.data_ptr());
  const auto* scales = static_cast<const float*>(from.scales.data_ptr());
  auto* numbers = static_cast<Element*>(to.data_ptr());
  const std::int64_t positions = to.size(1), head_dim = to.size(2);
  at::parallel_for(0, to.size(0) * positions, 64, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t head = i / positions, position = i % positions;
      body(codes + head * from.rows.stride(0) + position * from.rows.stride(1),
           scales + head * from.scales.stride(0) + position * from.scales.stride(1), head_dim,
           numbers + head * to.stride(0) + position * to.stride(1));
    }
  });
}

}  // namespace

void widen_codes_cpu(const KeptRows& from, const at::Tensor& to, CpuLevel level) {
  TORCH_CHECK(to.stride(2) == 1 && from.rows.stride(2) == 1 && from.scales.stride(2) == 1 &&
                  from.rows.sizes() == to.sizes(),
              "codes of ", from.rows.sizes(), " do not fit into ", to.sizes());
  switch (to.scalar_type()) {
    case at::kHalf:
      return widen_rows<Half>(from, to, level);
    case at::kBFloat16:
      return widen_rows<std::uint16_t>(from, to, level);
    default:
      TORCH_CHECK(to.scalar_type() == at::kFloat, "codes cannot be widened to ", to.scalar_type());
      return widen_rows<float>(from, to, level);
  }
}

void keep_codes_cpu(const at::Tensor& fresh, const KeptRows& to, CpuLevel level) {
  const at::Tensor rows = fresh.stride(2) == 1 ? fresh : fresh.contiguous();
  if (rows.scalar_type() == at::kFloat)
    code_rows<float>(rows, to, level);
  else
    code_rows<std::uint16_t>(rows.to(at::kBFloat16), to, level);
}

}  // namespace vp::kernels
