#include "kernels/quantised_rows_cpu.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

constexpr std::int64_t kGroup = QuantisedRows::kGroup;

/// Columns that share a scale.
template <typename Lanes>
struct Group {
  static constexpr int kParts = kGroup / kCount<Lanes>;
  Lanes lanes[kParts];
};

template <typename Lanes>
struct Fit {
  float scale = 0;
  float offset = 0;
  float error = 0;  // the sum of squares
  Group<Lanes> codes;
};

template <typename Lanes>
VP_ALWAYS_INLINE float sum_of(const Group<Lanes>& group) {
  Lanes sum = group.lanes[0];
  for (int i = 1; i < group.kParts; ++i) sum += group.lanes[i];
  return sum_of_lanes(sum);
}

template <typename Lanes>
VP_ALWAYS_INLINE float product_of(const Group<Lanes>& a, const Group<Lanes>& b) {
  Lanes sum = a.lanes[0] * b.lanes[0];
  for (int i = 1; i < a.kParts; ++i) sum += a.lanes[i] * b.lanes[i];
  return sum_of_lanes(sum);
}

template <typename Lanes>
VP_ALWAYS_INLINE float largest_of(const Group<Lanes>& group) {
  Lanes largest = group.lanes[0];
  for (int i = 1; i < group.kParts; ++i) largest = larger_of(largest, group.lanes[i]);
  return largest_lane(largest);
}

template <typename Lanes>
VP_ALWAYS_INLINE float smallest_of(const Group<Lanes>& group) {
  Group<Lanes> turned;
  for (int i = 0; i < group.kParts; ++i) turned.lanes[i] = Lanes{} - group.lanes[i];
  return -largest_of(turned);
}

template <typename Lanes>
VP_ALWAYS_INLINE Lanes between(const Lanes& x, float low, float high) {
  const Lanes zero{};
  const Lanes above = x > low ? x : zero + low;
  return above < high ? above : zero + high;
}

VP_ALWAYS_INLINE float to_bfloat16(float value) {
  std::uint16_t bits = 0;
  assign(bits, value);
  return to_float(bits);
}

// The nearest codes under a scale and an offset, and their error.
template <typename Lanes>
VP_ALWAYS_INLINE Fit<Lanes> fit_with(const Group<Lanes>& w, float scale, float offset, float lowest,
                                     float highest) {
  Fit<Lanes> fit{scale, offset, 0, {}};
  const float inverse = scale > 0 ? 1 / scale : 0;
  Group<Lanes> off;
  for (int i = 0; i < w.kParts; ++i) {
    // 1.5 * 2^23 leaves the nearest integer in the low bits.
    const Lanes exact = between<Lanes>((w.lanes[i] - offset) * inverse, lowest, highest);
    const Lanes code = (exact + 12582912.0F) - 12582912.0F;
    off.lanes[i] = w.lanes[i] - (code * scale + offset);
    fit.codes.lanes[i] = code;
  }
  fit.error = product_of(off, off);
  return fit;
}

// 4 bits: ranges inside the extremes, each refined by the least squares of its own codes.
template <typename Lanes>
VP_ALWAYS_INLINE Fit<Lanes> best_fit_4(const Group<Lanes>& w) {
  constexpr int kRanges = 8, kRefinements = 2;
  const float low = smallest_of(w), high = largest_of(w), sum = sum_of(w);
  Fit<Lanes> best = fit_with(w, 0, to_bfloat16(sum / kGroup), 0, 15);
  for (int range = 0; range < kRanges; ++range) {
    const float cut = 0.03F * static_cast<float>(range) * (high - low);
    float scale = (high - low - 2 * cut) / 15, offset = low + cut;
    for (int step = 0; step <= kRefinements; ++step) {
      const Fit<Lanes> fit = fit_with(w, to_bfloat16(scale), to_bfloat16(offset), 0, 15);
      if (fit.error < best.error) best = fit;
      const float codes = sum_of(fit.codes), squares = product_of(fit.codes, fit.codes);
      const float products = product_of(fit.codes, w);
      const float spread = kGroup * squares - codes * codes;
      if (spread <= 0) break;
      scale = (kGroup * products - codes * sum) / spread;
      offset = (sum - scale * codes) / kGroup;
    }
  }
  return best;
}

// 8 bits: the extremes are as good as any range, but for the least squares of their codes.
template <typename Lanes>
VP_ALWAYS_INLINE Fit<Lanes> best_fit_8(const Group<Lanes>& w) {
  const float scale = std::max(largest_of(w), -smallest_of(w)) / 127;
  const Fit<Lanes> best = fit_with(w, to_bfloat16(scale), 0, -127, 127);
  const float squares = product_of(best.codes, best.codes);
  if (squares <= 0) return best;
  const float fitting = product_of(best.codes, w) / squares;
  const Fit<Lanes> refined = fit_with(w, to_bfloat16(fitting), 0, -127, 127);
  return refined.error < best.error ? refined : best;
}

struct ToQuantise {
  const float* rows;       // (rows, columns)
  std::uint8_t* codes;     // (rows, row_bytes)
  std::uint16_t* scales;   // (rows, groups)
  std::uint16_t* offsets;  // (rows, groups) or null
  std::int64_t columns, row_bytes, groups;
};

template <typename Lanes>
VP_ALWAYS_INLINE Group<Lanes> load_group(const float* from, std::int64_t count) {
  Group<Lanes> group{};
  if (count >= kGroup) {
    for (int i = 0; i < group.kParts; ++i) load(group.lanes[i], from + i * kCount<Lanes>);
  } else {
    std::memcpy(&group, from, static_cast<std::size_t>(count) * sizeof(float));
  }
  return group;
}

template <typename Lanes>
VP_ALWAYS_INLINE void store_codes_4(std::uint8_t* to, const Group<Lanes>& codes) {
  float numbers[kGroup];
  std::memcpy(numbers, &codes, sizeof numbers);
  for (int i = 0; i < 8; ++i) {
    unsigned word = 0;
    for (int j = 0; j < 4; ++j) word |= static_cast<unsigned>(numbers[8 * j + i]) << (4 * j);
    to[2 * i] = static_cast<std::uint8_t>(word);
    to[2 * i + 1] = static_cast<std::uint8_t>(word >> 8);
  }
}

template <typename Lanes>
VP_ALWAYS_INLINE void store_codes_8(std::uint8_t* to, const Group<Lanes>& codes) {
  float numbers[kGroup];
  std::memcpy(numbers, &codes, sizeof numbers);
  for (int i = 0; i < kGroup; ++i) to[i] = static_cast<std::uint8_t>(static_cast<std::int8_t>(numbers[i]));
}

template <typename Lanes>
VP_ALWAYS_INLINE void quantise_rows(const ToQuantise& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    for (std::int64_t column = 0; column < v.columns; column += kGroup) {
      const auto w = load_group<Lanes>(v.rows + row * v.columns + column, v.columns - column);
      const std::int64_t group = row * v.groups + column / kGroup;
      const Fit<Lanes> fit = v.offsets != nullptr ? best_fit_4(w) : best_fit_8(w);
      assign(v.scales[group], fit.scale);
      if (v.offsets != nullptr) {
        assign(v.offsets[group], fit.offset);
        store_codes_4(v.codes + row * v.row_bytes + column / 2, fit.codes);
      } else {
        store_codes_8(v.codes + row * v.row_bytes + column, fit.codes);
      }
    }
  }
}

template <typename Element>
struct ToWiden {
  const std::uint8_t* codes;     // (rows, row_bytes)
  const std::uint16_t* scales;   // (rows, groups)
  const std::uint16_t* offsets;  // (rows, groups) or null
  Element* result;               // (rows, columns)
  std::int64_t columns, row_bytes, groups;
};

template <typename Lanes>
VP_ALWAYS_INLINE Group<Lanes> widened_4(const std::uint8_t* codes, float scale, float offset) {
  using Words = std::uint16_t __attribute__((vector_size(16)));
  Words words;
  std::memcpy(&words, codes, sizeof words);
  Lanes8 parts[4];
  for (int j = 0; j < 4; ++j)
    parts[j] = __builtin_convertvector((words >> (4 * j)) & 15, Lanes8) * scale + offset;
  Group<Lanes> group;
  std::memcpy(&group, parts, sizeof group);
  return group;
}

template <typename Lanes>
VP_ALWAYS_INLINE Group<Lanes> widened_8(const std::uint8_t* codes, float scale) {
  Group<Lanes> group;
  for (int i = 0; i < group.kParts; ++i) {
    AsMany<Lanes, std::int8_t> bytes;
    std::memcpy(&bytes, codes + i * kCount<Lanes>, sizeof bytes);
    group.lanes[i] = __builtin_convertvector(bytes, Lanes) * scale;
  }
  return group;
}

template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void widen_rows(const ToWiden<Element>& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    for (std::int64_t column = 0; column < v.columns; column += kGroup) {
      const std::int64_t index = row * v.groups + column / kGroup;
      const float scale = to_float(v.scales[index]);
      const std::uint8_t* const codes = v.codes + row * v.row_bytes;
      const Group<Lanes> group = v.offsets != nullptr
                                     ? widened_4<Lanes>(codes + column / 2, scale, to_float(v.offsets[index]))
                                     : widened_8<Lanes>(codes + column, scale);
      Element* to = v.result + row * v.columns + column;
      if (v.columns - column >= kGroup) {
        for (int i = 0; i < group.kParts; ++i) store(to + i * kCount<Lanes>, group.lanes[i]);
      } else {
        float numbers[kGroup];
        std::memcpy(numbers, &group, sizeof numbers);
        for (std::int64_t i = 0; i < v.columns - column; ++i) assign(to[i], numbers[i]);
      }
    }
  }
}

const std::uint16_t* offsets_of(const QuantisedRows& rows) {
  return rows.offsets.defined() ? elements<const std::uint16_t>(rows.offsets) : nullptr;
}

template <typename Element>
void widen(const QuantisedRows& rows, const at::Tensor& result, CpuLevel level) {
  const ToWiden<Element> work{elements<const std::uint8_t>(rows.codes),
                              elements<const std::uint16_t>(rows.scales),
                              offsets_of(rows),
                              elements<Element>(result),
                              rows.columns,
                              rows.codes.size(1),
                              rows.groups()};
  const auto body = compiled_for<VP_FOR_LANES(widen_rows, Element)>(level);
  at::parallel_for(0, rows.rows(), std::max<std::int64_t>(1, 32768 / rows.columns),
                   [&](std::int64_t first, std::int64_t last) { body(work, first, last); });
}

}  // namespace

void quantise_cpu(const at::Tensor& rows, const QuantisedRows& result, CpuLevel level) {
  const ToQuantise work{elements<const float>(rows),
                        elements<std::uint8_t>(result.codes),
                        elements<std::uint16_t>(result.scales),
                        result.offsets.defined() ? elements<std::uint16_t>(result.offsets) : nullptr,
                        result.columns,
                        result.codes.size(1),
                        result.groups()};
  const auto body = compiled_for<VP_FOR_LANES(quantise_rows)>(level);
  at::parallel_for(0, rows.size(0), 1,
                   [&](std::int64_t first, std::int64_t last) { body(work, first, last); });
}

void dequantise_cpu(const QuantisedRows& rows, const at::Tensor& result, CpuLevel level) {
  if (result.scalar_type() == at::kFloat)
    widen<float>(rows, result, level);
  else
    widen<std::uint16_t>(rows, result, level);
}

}  // namespace vp::kernels
