#include "kernels/quantised_product_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>

#include "kernels/cpu_body.h"
#include "kernels/quantised_activations_cpu.h"
#include "kernels/quantised_panel_cpu.h"
#if VP_HAVE_X86_TARGETS
#include <immintrin.h>
#endif

// Rows of weights are taken in tiles of as many as a register or two holds sums of. A part of a tile's codes
// is unpacked into a panel, 32 bits of every row side by side: four codes of a byte each, or two of 16 bits.
// All rows of x go through it: as many numbers of a row, the same in all lanes, times the codes of every row
// of the tile. One part of all tiles follows the other, so that x's part stays in the second-level cache.
namespace vp::kernels {
namespace {

constexpr std::int64_t kGroup = QuantisedRows::kGroup;

// Steps of 32 bits a group.
constexpr int kByteSteps = kGroup / 4, kWordSteps = kGroup / 2;

/// Some rows of x through a panel: `groups` of them, which begin y or add to it.
struct TileProduct {
  const std::uint8_t* codes;
  const float* scales;
  const float* offsets;
  const std::uint8_t* x;  // codes of the first of the rows, `x_stride` bytes apart
  const float* x_scales;  // of the first row's first group, as below; rows are `x_groups` apart
  const float* x_sums;
  const std::int32_t* x_code_sums;
  std::int64_t x_stride, x_groups, groups;
  bool begins;
  float* y;  // (rows of x, tile rows), `y_stride` apart
  std::int64_t y_stride;
};

using TileBody = void (*)(const TileProduct&);

/// Bodies for 1 to `kMost` rows of x.
struct Bodies {
  static constexpr int kMost = 6;
  static constexpr std::int64_t kWidest = 32;
  std::int64_t tile = 0;  // rows of weights, at most kWidest
  std::int64_t part = 0;  // groups a panel, so that it and their x stay in the caches
  PanelCode code = PanelCode::Byte;
  TileBody of[kMost + 1] = {};
};

#if VP_HAVE_X86_TARGETS
#define VP_TARGET_AVX512_VNNI \
  __attribute__((target("avx512vnni,avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")))
#define VP_TARGET_AVX_VNNI __attribute__((target("avxvnni,avx2,fma")))

inline std::int32_t word_of(const std::uint8_t* from) {
  std::int32_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

template <int kBits, int kRows>
VP_TARGET_AVX512_VNNI void multiply_avx512_vnni(const TileProduct& v) {
  __m512 totals[kRows][2];
#pragma GCC unroll 8
  for (int row = 0; row < kRows; ++row)
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half)
      totals[row][half] =
          v.begins ? _mm512_setzero_ps() : _mm512_loadu_ps(v.y + row * v.y_stride + 16 * half);
  for (std::int64_t group = 0; group < v.groups; ++group) {
    __m512i sums[kRows][2];
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row)
      sums[row][0] = sums[row][1] =
          kBits == 8 ? _mm512_set1_epi32(-kCodeZero * v.x_code_sums[row * v.x_groups + group])
                     : _mm512_setzero_si512();
    const std::uint8_t* codes = v.codes + group * kGroup * 32;
    const std::uint8_t* x = v.x + group * kGroup;
#pragma GCC unroll 8
    for (int step = 0; step < kByteSteps; ++step) {
      const __m512i low = _mm512_loadu_si512(codes + step * 128);
      const __m512i high = _mm512_loadu_si512(codes + step * 128 + 64);
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row) {
        const __m512i word = _mm512_set1_epi32(word_of(x + row * v.x_stride + 4 * step));
        sums[row][0] = _mm512_dpbusd_epi32(sums[row][0], low, word);
        sums[row][1] = _mm512_dpbusd_epi32(sums[row][1], high, word);
      }
    }
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      const __m512 scale = _mm512_loadu_ps(v.scales + group * 32 + 16 * half);
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row) {
        const __m512 both = _mm512_mul_ps(scale, _mm512_set1_ps(v.x_scales[row * v.x_groups + group]));
        totals[row][half] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[row][half]), both, totals[row][half]);
        if (kBits == 4)
          totals[row][half] =
              _mm512_fmadd_ps(_mm512_loadu_ps(v.offsets + group * 32 + 16 * half),
                              _mm512_set1_ps(v.x_sums[row * v.x_groups + group]), totals[row][half]);
      }
    }
  }
#pragma GCC unroll 8
  for (int row = 0; row < kRows; ++row)
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half)
      _mm512_storeu_ps(v.y + row * v.y_stride + 16 * half, totals[row][half]);
}

// What the bodies with eight rows a tile share.

template <int kRows>
VP_TARGET_AVX2 inline void load_totals(const TileProduct& v, __m256 (&totals)[kRows]) {
#pragma GCC unroll 8
  for (int row = 0; row < kRows; ++row)
    totals[row] = v.begins ? _mm256_setzero_ps() : _mm256_loadu_ps(v.y + row * v.y_stride);
}

template <int kRows>
VP_TARGET_AVX2 inline void store_totals(const TileProduct& v, const __m256 (&totals)[kRows]) {
#pragma GCC unroll 8
  for (int row = 0; row < kRows; ++row) _mm256_storeu_ps(v.y + row * v.y_stride, totals[row]);
}

/// The sums of a group into the totals.
template <int kBits, int kRows>
VP_TARGET_AVX2 inline void add_group(const TileProduct& v, std::int64_t group, const __m256i (&sums)[kRows],
                                     __m256 (&totals)[kRows]) {
  const __m256 scale = _mm256_loadu_ps(v.scales + group * 8);
#pragma GCC unroll 8
  for (int row = 0; row < kRows; ++row) {
    const __m256 both = _mm256_mul_ps(scale, _mm256_set1_ps(v.x_scales[row * v.x_groups + group]));
    totals[row] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums[row]), both, totals[row]);
    if (kBits == 4)
      totals[row] = _mm256_fmadd_ps(_mm256_loadu_ps(v.offsets + group * 8),
                                    _mm256_set1_ps(v.x_sums[row * v.x_groups + group]), totals[row]);
  }
}

template <int kBits, int kRows>
VP_TARGET_AVX_VNNI void multiply_avx_vnni(const TileProduct& v) {
  __m256 totals[kRows];
  load_totals<kRows>(v, totals);
  for (std::int64_t group = 0; group < v.groups; ++group) {
    __m256i sums[kRows];
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row)
      sums[row] = kBits == 8 ? _mm256_set1_epi32(-kCodeZero * v.x_code_sums[row * v.x_groups + group])
                             : _mm256_setzero_si256();
    const std::uint8_t* codes = v.codes + group * kGroup * 8;
    const std::uint8_t* x = v.x + group * kGroup;
#pragma GCC unroll 8
    for (int step = 0; step < kByteSteps; ++step) {
      const __m256i eight = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + step * 32));
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row)
        sums[row] = _mm256_dpbusd_avx_epi32(sums[row], eight,
                                            _mm256_set1_epi32(word_of(x + row * v.x_stride + 4 * step)));
    }
    add_group<kBits, kRows>(v, group, sums, totals);
  }
  store_totals<kRows>(v, totals);
}

// Eight pairs of products of a code of 4 bits and a number of 8 are below 2^15: 8 · 2 · 15 · 127 = 30480.
template <int kRows>
VP_TARGET_AVX2 void multiply_4_avx2(const TileProduct& v) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256 totals[kRows];
  load_totals<kRows>(v, totals);
  for (std::int64_t group = 0; group < v.groups; ++group) {
    __m256i sums[kRows];
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row) sums[row] = _mm256_setzero_si256();
    const std::uint8_t* codes = v.codes + group * kGroup * 8;
    const std::uint8_t* x = v.x + group * kGroup;
#pragma GCC unroll 8
    for (int step = 0; step < kByteSteps; ++step) {
      const __m256i eight = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + step * 32));
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row)
        sums[row] = _mm256_add_epi16(
            sums[row],
            _mm256_maddubs_epi16(eight, _mm256_set1_epi32(word_of(x + row * v.x_stride + 4 * step))));
    }
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row) sums[row] = _mm256_madd_epi16(sums[row], ones);
    add_group<4, kRows>(v, group, sums, totals);
  }
  store_totals<kRows>(v, totals);
}

// With 8 bits, where products of bytes would overflow: of 16 bits, whose sums stay below 2^31
// (32 · 127 · 32767).
template <int kRows>
VP_TARGET_AVX2 void multiply_8_avx2(const TileProduct& v) {
  __m256 totals[kRows];
  load_totals<kRows>(v, totals);
  for (std::int64_t group = 0; group < v.groups; ++group) {
    __m256i sums[kRows];
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row) sums[row] = _mm256_setzero_si256();
    const std::uint8_t* codes = v.codes + group * kWordSteps * 32;
    const std::uint8_t* x = v.x + group * kWordSteps * 4;
#pragma GCC unroll 4
    for (int step = 0; step < kWordSteps; ++step) {
      const __m256i eight = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + step * 32));
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row)
        sums[row] = _mm256_add_epi32(
            sums[row], _mm256_madd_epi16(eight, _mm256_set1_epi32(word_of(x + row * v.x_stride + 4 * step))));
    }
    add_group<8, kRows>(v, group, sums, totals);
  }
  store_totals<kRows>(v, totals);
}

template <int kBits>
Bodies avx512_vnni_bodies() {
  return {32,
          128,
          PanelCode::Byte,
          {nullptr, multiply_avx512_vnni<kBits, 1>, multiply_avx512_vnni<kBits, 2>,
           multiply_avx512_vnni<kBits, 3>, multiply_avx512_vnni<kBits, 4>, multiply_avx512_vnni<kBits, 5>,
           multiply_avx512_vnni<kBits, 6>}};
}

template <int kBits>
Bodies avx_vnni_bodies() {
  return {8,
          32,
          PanelCode::Byte,
          {nullptr, multiply_avx_vnni<kBits, 1>, multiply_avx_vnni<kBits, 2>, multiply_avx_vnni<kBits, 3>,
           multiply_avx_vnni<kBits, 4>, multiply_avx_vnni<kBits, 5>, multiply_avx_vnni<kBits, 6>}};
}

#endif

/// Without bodies where floats are faster.
Bodies bodies_of(int bits, CpuLevel level) {
#if VP_HAVE_X86_TARGETS
  if (level >= CpuLevel::Avx512Vnni) return bits == 8 ? avx512_vnni_bodies<8>() : avx512_vnni_bodies<4>();
  if (level == CpuLevel::AvxVnni) return bits == 8 ? avx_vnni_bodies<8>() : avx_vnni_bodies<4>();
  if (level >= CpuLevel::Avx2 && bits == 4)
    return {8,
            32,
            PanelCode::Byte,
            {nullptr, multiply_4_avx2<1>, multiply_4_avx2<2>, multiply_4_avx2<3>, multiply_4_avx2<4>,
             multiply_4_avx2<5>, multiply_4_avx2<6>}};
  if (level >= CpuLevel::Avx2)
    return {8,
            32,
            PanelCode::Word,
            {nullptr, multiply_8_avx2<1>, multiply_8_avx2<2>, multiply_8_avx2<3>, multiply_8_avx2<4>,
             multiply_8_avx2<5>, multiply_8_avx2<6>}};
#endif
  return {};
}

template <typename Code>
at::Tensor product_of(const QuantisedActivations<Code>& in, const QuantisedRows& weight, std::int64_t n,
                      const Bodies& bodies, const at::Tensor& output) {
  const std::int64_t rows = weight.rows(), tiles = (rows + bodies.tile - 1) / bodies.tile;
  float* const y = elements<float>(output);
  at::parallel_for(0, tiles, 1, [&](std::int64_t first, std::int64_t last) {
    QuantisedPanel panel;
    float edge[Bodies::kMost * Bodies::kWidest];  // of the last tile, which may reach beyond the last row
    for (std::int64_t group = 0; group < in.groups; group += bodies.part) {
      const std::int64_t groups = std::min(bodies.part, in.groups - group);
      for (std::int64_t tile = first; tile < last; ++tile) {
        const std::int64_t first_row = tile * bodies.tile, width = std::min(bodies.tile, rows - first_row);
        unpack_panel(weight, {first_row, bodies.tile, group, groups, bodies.code}, panel);
        for (std::int64_t row = 0; row < n; row += Bodies::kMost) {
          const std::int64_t count = std::min<std::int64_t>(Bodies::kMost, n - row);
          const std::int64_t place = row * in.groups + group;
          float* const to = y + row * rows + first_row;
          const bool whole = width == bodies.tile;
          for (std::int64_t i = 0; !whole && group > 0 && i < count; ++i)
            std::copy_n(to + i * rows, width, edge + i * bodies.tile);
          bodies.of[count]({panel.codes.data(), panel.scales.data(), panel.offsets.data(),
                            reinterpret_cast<const std::uint8_t*>(in.codes.data() + place * kGroup),
                            in.scales.data() + place, in.sums.data() + place,
                            in.code_sums.empty() ? nullptr : in.code_sums.data() + place,
                            in.columns * static_cast<std::int64_t>(sizeof(Code)), in.groups, groups,
                            group == 0, whole ? to : edge, whole ? rows : bodies.tile});
          for (std::int64_t i = 0; !whole && i < count; ++i)
            std::copy_n(edge + i * bodies.tile, width, to + i * rows);
        }
      }
    }
  });
  return output;
}

}  // namespace

bool has_integer_product(int bits, CpuLevel level) {
  return bodies_of(bits, level).tile > 0;
}

at::Tensor quantised_product_cpu(const at::Tensor& x, const QuantisedRows& weight, CpuLevel level) {
  const Bodies bodies = bodies_of(weight.bits, level);
  TORCH_INTERNAL_ASSERT(bodies.tile > 0);
  const at::Tensor input = x.to(at::kFloat).contiguous();
  const auto* const numbers = elements<const float>(input);
  const std::int64_t n = input.size(0);
  const at::Tensor output = at::empty({n, weight.rows()}, input.options());
  if (bodies.code == PanelCode::Word)
    return product_of(activations_in_16_bits(numbers, n, weight, 1, level), weight, n, bodies, output);
  return product_of(activations_in_8_bits(numbers, n, weight, level), weight, n, bodies, output);
}

}  // namespace vp::kernels
