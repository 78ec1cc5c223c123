#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <span>
#include <vector>

#include "kernels/cpu_body.h"
#include "kernels/quantised_activations_cpu.h"
#include "kernels/quantised_rows_cpu.h"
#include "kernels/simd.h"
#include "kernels/simd_math.h"
#include "kernels/transpose_avx2.h"

namespace vp::kernels {
namespace {

constexpr std::int64_t kGroup = QuantisedRows::kGroup;
constexpr std::int64_t kBlock = QuantisedRows::kBlock;
constexpr std::int64_t kGroupsOfBlock = kBlock / kGroup;

struct Product {
  const std::uint8_t* codes;     // (rows, row_bytes)
  const std::uint16_t* scales;   // (rows, groups)
  const std::uint16_t* offsets;  // (rows, groups) or null
  const std::int16_t* x;
  const float* x_scales;
  const float* x_sums;
  float* y;  // (rows)
  std::int64_t row_bytes, groups;
};

using Body = void (*)(const Product&, std::int64_t first, std::int64_t last);

int code_of_4_bits(const std::uint8_t* group, std::int64_t column) {
  const unsigned word = group[column % 8 * 2] | static_cast<unsigned>(group[column % 8 * 2 + 1]) << 8;
  return static_cast<int>(word >> (4 * (column / 8)) & 15);
}

template <int kBits>
void multiply_portable(const Product& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    float total = 0;
    for (std::int64_t group = 0; group < v.groups; ++group) {
      const std::uint8_t* codes = v.codes + row * v.row_bytes + group * kGroup * kBits / 8;
      const std::int16_t* x = v.x + group * kGroup;
      std::int32_t sum = 0;
      for (std::int64_t i = 0; i < kGroup; ++i)
        sum += (kBits == 8 ? static_cast<std::int8_t>(codes[i]) : code_of_4_bits(codes, i)) * x[i];
      total += static_cast<float>(sum) * to_float(v.scales[row * v.groups + group]) * v.x_scales[group];
      if (kBits == 4) total += to_float(v.offsets[row * v.groups + group]) * v.x_sums[group];
    }
    v.y[row] = total;
  }
}

#if VP_HAVE_X86_TARGETS

VP_TARGET_AVX2 inline __m256 eight_bfloat16(const std::uint16_t* from) {
  return _mm256_castsi256_ps(widened_8(from));
}

VP_TARGET_AVX2 inline float sum_of(__m256 lanes) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  four = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(four, _mm_shuffle_ps(four, four, 1)));
}

VP_TARGET_AVX2 inline __m256i load_256(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

VP_TARGET_AVX2 void multiply_8_avx2(const Product& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* codes = v.codes + row * v.row_bytes;
    const std::uint16_t* scales = v.scales + row * v.groups;
    __m256 totals[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    for (std::int64_t group = 0; group < v.groups; group += kGroupsOfBlock) {
      prefetch_ahead(codes + group * kGroup, kBlock);
      alignas(32) float scale[kGroupsOfBlock];
      _mm256_store_ps(scale,
                      _mm256_mul_ps(eight_bfloat16(scales + group), _mm256_loadu_ps(v.x_scales + group)));
      for (int i = 0; i < kGroupsOfBlock; ++i) {
        const std::uint8_t* w = codes + (group + i) * kGroup;
        const std::int16_t* x = v.x + (group + i) * kGroup;
        const __m256i low = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w)));
        const __m256i high = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w + 16)));
        const __m256i sums =
            _mm256_add_epi32(_mm256_madd_epi16(low, load_256(x)), _mm256_madd_epi16(high, load_256(x + 16)));
        totals[i % 2] =
            _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums), _mm256_broadcast_ss(scale + i), totals[i % 2]);
      }
    }
    v.y[row] = sum_of(_mm256_add_ps(totals[0], totals[1]));
  }
}

VP_TARGET_AVX2 void multiply_4_avx2(const Product& v, std::int64_t first, std::int64_t last) {
  const __m256i mask = _mm256_set1_epi16(15);
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* codes = v.codes + row * v.row_bytes;
    const std::uint16_t* scales = v.scales + row * v.groups;
    const std::uint16_t* offsets = v.offsets + row * v.groups;
    __m256 totals[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    __m256 of_offsets = _mm256_setzero_ps();
    for (std::int64_t group = 0; group < v.groups; group += kGroupsOfBlock) {
      prefetch_ahead(codes + group * kGroup / 2, kBlock / 2);
      const __m256 scale = _mm256_mul_ps(eight_bfloat16(scales + group), _mm256_loadu_ps(v.x_scales + group));
      of_offsets =
          _mm256_fmadd_ps(eight_bfloat16(offsets + group), _mm256_loadu_ps(v.x_sums + group), of_offsets);
      // Two groups a register: of each, four lanes.
      for (int i = 0; i < kGroupsOfBlock / 2; ++i) {
        const __m256i w = load_256(codes + (group / 2 + i) * kGroup);
        const std::int16_t* x = v.x + (group / 2 + i) * 2 * kGroup;
        const __m256i first_two = _mm256_add_epi32(
            _mm256_madd_epi16(_mm256_and_si256(w, mask), load_256(x)),
            _mm256_madd_epi16(_mm256_and_si256(_mm256_srli_epi16(w, 4), mask), load_256(x + 16)));
        const __m256i last_two = _mm256_add_epi32(
            _mm256_madd_epi16(_mm256_and_si256(_mm256_srli_epi16(w, 8), mask), load_256(x + 32)),
            _mm256_madd_epi16(_mm256_srli_epi16(w, 12), load_256(x + 48)));
        const __m256i index =
            _mm256_add_epi32(_mm256_set1_epi32(2 * i), _mm256_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1));
        totals[i % 2] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(_mm256_add_epi32(first_two, last_two)),
                                        _mm256_permutevar8x32_ps(scale, index), totals[i % 2]);
      }
    }
    v.y[row] = sum_of(_mm256_add_ps(_mm256_add_ps(totals[0], totals[1]), of_offsets));
  }
}

VP_TARGET_AVX512 inline __m512i load_512(const void* from) {
  return _mm512_loadu_si512(from);
}

VP_TARGET_AVX512 void multiply_8_avx512(const Product& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* codes = v.codes + row * v.row_bytes;
    const std::uint16_t* scales = v.scales + row * v.groups;
    __m512 totals[4] = {_mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps()};
    for (std::int64_t group = 0; group < v.groups; group += kGroupsOfBlock) {
      prefetch_ahead(codes + group * kGroup, kBlock);
      alignas(32) float scale[kGroupsOfBlock];
      _mm256_store_ps(scale,
                      _mm256_mul_ps(eight_bfloat16(scales + group), _mm256_loadu_ps(v.x_scales + group)));
      for (int i = 0; i < kGroupsOfBlock; ++i) {
        const __m512i w = _mm512_cvtepi8_epi16(load_256(codes + (group + i) * kGroup));
        const __m512i sums = _mm512_madd_epi16(w, load_512(v.x + (group + i) * kGroup));
        totals[i % 4] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums), _mm512_set1_ps(scale[i]), totals[i % 4]);
      }
    }
    v.y[row] = _mm512_reduce_add_ps(
        _mm512_add_ps(_mm512_add_ps(totals[0], totals[1]), _mm512_add_ps(totals[2], totals[3])));
  }
}

VP_TARGET_AVX512 void multiply_4_avx512(const Product& v, std::int64_t first, std::int64_t last) {
  const __m512i mask = _mm512_set1_epi16(15);
  const __m512i first_four = _mm512_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* codes = v.codes + row * v.row_bytes;
    const std::uint16_t* scales = v.scales + row * v.groups;
    const std::uint16_t* offsets = v.offsets + row * v.groups;
    __m512 totals[2] = {_mm512_setzero_ps(), _mm512_setzero_ps()};
    __m256 of_offsets = _mm256_setzero_ps();
    for (std::int64_t group = 0; group < v.groups; group += kGroupsOfBlock) {
      prefetch_ahead(codes + group * kGroup / 2, kBlock / 2);
      const __m256 scale = _mm256_mul_ps(eight_bfloat16(scales + group), _mm256_loadu_ps(v.x_scales + group));
      of_offsets =
          _mm256_fmadd_ps(eight_bfloat16(offsets + group), _mm256_loadu_ps(v.x_sums + group), of_offsets);
      // Four groups a register: of each, four lanes.
      for (int i = 0; i < 2; ++i) {
        const __m512i w = load_512(codes + (group / 4 + i) * 2 * kGroup);
        const std::int16_t* x = v.x + (group / 4 + i) * 4 * kGroup;
        const __m512i first_two = _mm512_add_epi32(
            _mm512_madd_epi16(_mm512_and_si512(w, mask), load_512(x)),
            _mm512_madd_epi16(_mm512_and_si512(_mm512_srli_epi16(w, 4), mask), load_512(x + 32)));
        const __m512i last_two = _mm512_add_epi32(
            _mm512_madd_epi16(_mm512_and_si512(_mm512_srli_epi16(w, 8), mask), load_512(x + 64)),
            _mm512_madd_epi16(_mm512_srli_epi16(w, 12), load_512(x + 96)));
        const __m512i index = _mm512_add_epi32(first_four, _mm512_set1_epi32(4 * i));
        totals[i] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_add_epi32(first_two, last_two)),
                                    _mm512_permutexvar_ps(index, _mm512_castps256_ps512(scale)), totals[i]);
      }
    }
    v.y[row] = _mm512_reduce_add_ps(_mm512_add_ps(totals[0], totals[1])) + sum_of(of_offsets);
  }
}

#endif

struct Chosen {
  Body body;
  std::int64_t together;  // groups a register
};

Chosen choose(int bits, CpuLevel level) {
#if VP_HAVE_X86_TARGETS
  if (level >= CpuLevel::Avx512) return {bits == 8 ? multiply_8_avx512 : multiply_4_avx512, 4};
  if (level >= CpuLevel::Avx2) return {bits == 8 ? multiply_8_avx2 : multiply_4_avx2, 2};
#endif
  return {bits == 8 ? multiply_portable<8> : multiply_portable<4>, 1};
}

}  // namespace

at::Tensor quantised_row_product_cpu(const at::Tensor& x, const QuantisedRows& weight, CpuLevel level) {
  return quantised_row_product_cpu(x, std::span(&weight, 1), level);
}

at::Tensor quantised_row_product_cpu(const at::Tensor& x, std::span<const QuantisedRows> weights,
                                     CpuLevel level) {
  const at::Tensor input = x.to(at::kFloat).contiguous();
  const QuantisedRows& like = weights.front();
  const Chosen chosen = choose(like.bits, level);
  const auto row = activations_in_16_bits(elements<const float>(input), 1, like, chosen.together, level);
  std::int64_t rows = 0;
  for (const QuantisedRows& weight : weights) {
    TORCH_INTERNAL_ASSERT(weight.bits == like.bits && weight.columns == like.columns);
    rows += weight.rows();
  }
  at::Tensor output = at::empty({1, rows}, input.options());
  std::vector<Product> products;
  std::int64_t before = 0;
  for (const QuantisedRows& weight : weights) {
    products.push_back({elements<const std::uint8_t>(weight.codes),
                        elements<const std::uint16_t>(weight.scales),
                        weight.offsets.defined() ? elements<const std::uint16_t>(weight.offsets) : nullptr,
                        row.codes.data(), row.scales.data(), row.sums.data(),
                        elements<float>(output) + before, weight.codes.size(1), weight.groups()});
    before += weight.rows();
  }
  // Below some 64 KiB of weights another thread costs more than it reads.
  const std::int64_t grain = std::max<std::int64_t>(4, 65536 / products.front().row_bytes);
  at::parallel_for(0, rows, grain, [&](std::int64_t first, std::int64_t last) {
    std::int64_t start = 0;
    for (std::size_t i = 0; i < products.size() && start < last; start += weights[i++].rows()) {
      const std::int64_t from = std::max(first - start, std::int64_t{0});
      const std::int64_t to = std::min(last - start, weights[i].rows());
      if (from < to) chosen.body(products[i], from, to);
    }
  });
  return output;
}

}  // namespace vp::kernels
