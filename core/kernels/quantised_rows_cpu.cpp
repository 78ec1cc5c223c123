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

struct Group {
  Float16Lanes lanes[2];
};

struct Fit {
  float scale = 0;
  float offset = 0;
  float error = 0;  // the sum of squares
  Group codes;
};

VP_ALWAYS_INLINE float smallest_lane(const Float16Lanes& lanes) {
  return -largest_lane(Float16Lanes{} - lanes);
}

VP_ALWAYS_INLINE Float16Lanes between(const Float16Lanes& x, float low, float high) {
  const Float16Lanes zero{};
  const Float16Lanes above = x > low ? x : zero + low;
  return above < high ? above : zero + high;
}

VP_ALWAYS_INLINE float to_bfloat16(float value) {
  std::uint16_t bits = 0;
  assign(bits, value);
  return to_float(bits);
}

// The nearest codes under a scale and an offset, and their error.
VP_ALWAYS_INLINE Fit fit_with(const Group& w, float scale, float offset, float lowest, float highest) {
  Fit fit{scale, offset, 0, {}};
  const float inverse = scale > 0 ? 1 / scale : 0;
  for (int half = 0; half < 2; ++half) {
    // 1.5 * 2^23 leaves the nearest integer in the low bits.
    const Float16Lanes exact = between((w.lanes[half] - offset) * inverse, lowest, highest);
    const Float16Lanes code = (exact + 12582912.0F) - 12582912.0F;
    const Float16Lanes off = w.lanes[half] - (code * scale + offset);
    fit.codes.lanes[half] = code;
    fit.error += sum_of_lanes(off * off);
  }
  return fit;
}

// 4 bits: ranges inside the extremes, each refined by the least squares of its own codes.
VP_ALWAYS_INLINE Fit best_fit_4(const Group& w) {
  constexpr int kRanges = 8, kRefinements = 2;
  const float low = std::min(smallest_lane(w.lanes[0]), smallest_lane(w.lanes[1]));
  const float high = std::max(largest_lane(w.lanes[0]), largest_lane(w.lanes[1]));
  const float sum = sum_of_lanes(w.lanes[0] + w.lanes[1]);
  Fit best = fit_with(w, 0, to_bfloat16(sum / kGroup), 0, 15);
  for (int range = 0; range < kRanges; ++range) {
    const float cut = 0.03F * static_cast<float>(range) * (high - low);
    float scale = (high - low - 2 * cut) / 15, offset = low + cut;
    for (int step = 0; step <= kRefinements; ++step) {
      const Fit fit = fit_with(w, to_bfloat16(scale), to_bfloat16(offset), 0, 15);
      if (fit.error < best.error) best = fit;
      const Group& c = fit.codes;
      const float codes = sum_of_lanes(c.lanes[0] + c.lanes[1]);
      const float squares = sum_of_lanes(c.lanes[0] * c.lanes[0] + c.lanes[1] * c.lanes[1]);
      const float products = sum_of_lanes(c.lanes[0] * w.lanes[0] + c.lanes[1] * w.lanes[1]);
      const float spread = kGroup * squares - codes * codes;
      if (spread <= 0) break;
      scale = (kGroup * products - codes * sum) / spread;
      offset = (sum - scale * codes) / kGroup;
    }
  }
  return best;
}

// 8 bits: the extremes are as good as any range, but for the least squares of their codes.
VP_ALWAYS_INLINE Fit best_fit_8(const Group& w) {
  float scale = std::max({largest_lane(w.lanes[0]), largest_lane(w.lanes[1]), -smallest_lane(w.lanes[0]),
                          -smallest_lane(w.lanes[1])}) /
                127;
  Fit best = fit_with(w, to_bfloat16(scale), 0, -127, 127);
  const Group& c = best.codes;
  const float squares = sum_of_lanes(c.lanes[0] * c.lanes[0] + c.lanes[1] * c.lanes[1]);
  if (squares <= 0) return best;
  scale = sum_of_lanes(c.lanes[0] * w.lanes[0] + c.lanes[1] * w.lanes[1]) / squares;
  const Fit refined = fit_with(w, to_bfloat16(scale), 0, -127, 127);
  return refined.error < best.error ? refined : best;
}

struct ToQuantise {
  const float* rows;       // (rows, columns)
  std::uint8_t* codes;     // (rows, row_bytes)
  std::uint16_t* scales;   // (rows, groups)
  std::uint16_t* offsets;  // (rows, groups) or null
  std::int64_t columns, row_bytes, groups;
};

VP_ALWAYS_INLINE Group load_group(const float* from, std::int64_t count) {
  Group group{};
  if (count >= kGroup) {
    load(group.lanes[0], from);
    load(group.lanes[1], from + kLanes);
  } else {
    std::memcpy(&group, from, static_cast<std::size_t>(count) * sizeof(float));
  }
  return group;
}

VP_ALWAYS_INLINE void store_codes_4(std::uint8_t* to, const Group& codes) {
  for (int i = 0; i < 8; ++i) {
    unsigned word = 0;
    for (int j = 0; j < 4; ++j) word |= static_cast<unsigned>(codes.lanes[j / 2][8 * (j % 2) + i]) << (4 * j);
    to[2 * i] = static_cast<std::uint8_t>(word);
    to[2 * i + 1] = static_cast<std::uint8_t>(word >> 8);
  }
}

VP_ALWAYS_INLINE void store_codes_8(std::uint8_t* to, const Group& codes) {
  for (int i = 0; i < kGroup; ++i)
    to[i] = static_cast<std::uint8_t>(static_cast<std::int8_t>(codes.lanes[i / kLanes][i % kLanes]));
}

VP_ALWAYS_INLINE void quantise_rows(const ToQuantise& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    for (std::int64_t column = 0; column < v.columns; column += kGroup) {
      const Group w = load_group(v.rows + row * v.columns + column, v.columns - column);
      const std::int64_t group = row * v.groups + column / kGroup;
      const Fit fit = v.offsets != nullptr ? best_fit_4(w) : best_fit_8(w);
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

using Halves8 = std::uint16_t __attribute__((vector_size(16)));
using Floats8 = float __attribute__((vector_size(32)));
using Codes16 = std::int8_t __attribute__((vector_size(16)));

VP_ALWAYS_INLINE Group widened_4(const std::uint8_t* codes, float scale, float offset) {
  Halves8 words;
  std::memcpy(&words, codes, sizeof words);
  Floats8 parts[4];
  for (int j = 0; j < 4; ++j)
    parts[j] = __builtin_convertvector((words >> (4 * j)) & 15, Floats8) * scale + offset;
  Group group;
  std::memcpy(&group, parts, sizeof group);
  return group;
}

VP_ALWAYS_INLINE Group widened_8(const std::uint8_t* codes, float scale) {
  Group group;
  for (int half = 0; half < 2; ++half) {
    Codes16 bytes;
    std::memcpy(&bytes, codes + half * kLanes, sizeof bytes);
    group.lanes[half] = __builtin_convertvector(bytes, Float16Lanes) * scale;
  }
  return group;
}

template <typename Element>
VP_ALWAYS_INLINE void widen_rows(const ToWiden<Element>& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    for (std::int64_t column = 0; column < v.columns; column += kGroup) {
      const std::int64_t index = row * v.groups + column / kGroup;
      const float scale = to_float(v.scales[index]);
      const Group group = v.offsets != nullptr ? widened_4(v.codes + row * v.row_bytes + column / 2, scale,
                                                           to_float(v.offsets[index]))
                                               : widened_8(v.codes + row * v.row_bytes + column, scale);
      Element* to = v.result + row * v.columns + column;
      if (v.columns - column >= kGroup) {
        store(to, group.lanes[0]);
        store(to + kLanes, group.lanes[1]);
      } else {
        for (std::int64_t i = 0; i < v.columns - column; ++i)
          assign(to[i], group.lanes[i / kLanes][i % kLanes]);
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
  const auto body = compiled_for<&widen_rows<Element>>(level);
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
  const auto body = compiled_for<&quantise_rows>(level);
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
