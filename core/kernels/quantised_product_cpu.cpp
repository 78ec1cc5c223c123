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

// Rows of weights are taken in tiles of as many as a register or two holds sums of. A tile's codes are
// unpacked once into a panel, four columns of every row side by side, and all of x goes through it: four
// numbers of a row of x, the same in all lanes, times four codes of every row of the tile.
namespace vp::kernels {
namespace {

constexpr std::int64_t kGroup = QuantisedRows::kGroup;
constexpr std::int64_t kSteps = kGroup / 4;  // of four columns, in a group

/// Some rows of x through a panel.
struct TileProduct {
  const std::uint8_t* codes;
  const float* scales;
  const float* offsets;
  const std::int8_t* x;  // the first of the rows of x
  const float* x_scales;
  const float* x_sums;
  const std::int32_t* x_code_sums;
  std::int64_t columns, groups;
  float* y;  // (rows of x, tile rows)
};

using TileBody = void (*)(const TileProduct&);

/// Bodies for 1 to `kMost` rows of x.
struct Bodies {
  static constexpr int kMost = 6;
  std::int64_t tile = 0;  // rows of weights
  TileBody of[kMost + 1] = {};
};

#if VP_HAVE_X86_TARGETS
#define VP_TARGET_AVX512_VNNI \
  __attribute__((target("avx512vnni,avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")))
#define VP_TARGET_AVX_VNNI __attribute__((target("avxvnni,avx2,fma")))

inline std::int32_t four_of(const std::int8_t* from) {
  std::int32_t four;
  std::memcpy(&four, from, sizeof four);
  return four;
}

template <int kBits, int kRows>
VP_TARGET_AVX512_VNNI void multiply_avx512_vnni(const TileProduct& v) {
  __m512 totals[kRows][2];
  for (auto& total : totals) total[0] = total[1] = _mm512_setzero_ps();
  for (std::int64_t group = 0; group < v.groups; ++group) {
    __m512i sums[kRows][2];
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row)
      sums[row][0] = sums[row][1] =
          kBits == 8 ? _mm512_set1_epi32(-kCodeZero * v.x_code_sums[row * v.groups + group])
                     : _mm512_setzero_si512();
    const std::uint8_t* codes = v.codes + group * kGroup * 32;
    const std::int8_t* x = v.x + group * kGroup;
#pragma GCC unroll 8
    for (int step = 0; step < kSteps; ++step) {
      const __m512i low = _mm512_loadu_si512(codes + step * 128);
      const __m512i high = _mm512_loadu_si512(codes + step * 128 + 64);
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row) {
        const __m512i four = _mm512_set1_epi32(four_of(x + row * v.columns + 4 * step));
        sums[row][0] = _mm512_dpbusd_epi32(sums[row][0], low, four);
        sums[row][1] = _mm512_dpbusd_epi32(sums[row][1], high, four);
      }
    }
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      const __m512 scale = _mm512_loadu_ps(v.scales + group * 32 + 16 * half);
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row) {
        const __m512 both = _mm512_mul_ps(scale, _mm512_set1_ps(v.x_scales[row * v.groups + group]));
        totals[row][half] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[row][half]), both, totals[row][half]);
        if (kBits == 4)
          totals[row][half] =
              _mm512_fmadd_ps(_mm512_loadu_ps(v.offsets + group * 32 + 16 * half),
                              _mm512_set1_ps(v.x_sums[row * v.groups + group]), totals[row][half]);
      }
    }
  }
  for (int row = 0; row < kRows; ++row)
    for (int half = 0; half < 2; ++half) _mm512_storeu_ps(v.y + row * 32 + 16 * half, totals[row][half]);
}

/// What the two bodies with eight rows a tile share: the sums of a group into the totals.
template <int kBits, int kRows>
VP_TARGET_AVX2 inline void add_group(const TileProduct& v, std::int64_t group, const __m256i (&sums)[kRows],
                                     __m256 (&totals)[kRows]) {
  const __m256 scale = _mm256_loadu_ps(v.scales + group * 8);
#pragma GCC unroll 8
  for (int row = 0; row < kRows; ++row) {
    const __m256 both = _mm256_mul_ps(scale, _mm256_set1_ps(v.x_scales[row * v.groups + group]));
    totals[row] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums[row]), both, totals[row]);
    if (kBits == 4)
      totals[row] = _mm256_fmadd_ps(_mm256_loadu_ps(v.offsets + group * 8),
                                    _mm256_set1_ps(v.x_sums[row * v.groups + group]), totals[row]);
  }
}

template <int kBits, int kRows>
VP_TARGET_AVX_VNNI void multiply_avx_vnni(const TileProduct& v) {
  __m256 totals[kRows];
  for (__m256& total : totals) total = _mm256_setzero_ps();
  for (std::int64_t group = 0; group < v.groups; ++group) {
    __m256i sums[kRows];
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row)
      sums[row] = kBits == 8 ? _mm256_set1_epi32(-kCodeZero * v.x_code_sums[row * v.groups + group])
                             : _mm256_setzero_si256();
    const std::uint8_t* codes = v.codes + group * kGroup * 8;
    const std::int8_t* x = v.x + group * kGroup;
#pragma GCC unroll 8
    for (int step = 0; step < kSteps; ++step) {
      const __m256i eight = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + step * 32));
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row)
        sums[row] = _mm256_dpbusd_avx_epi32(sums[row], eight,
                                            _mm256_set1_epi32(four_of(x + row * v.columns + 4 * step)));
    }
    add_group<kBits, kRows>(v, group, sums, totals);
  }
  for (int row = 0; row < kRows; ++row) _mm256_storeu_ps(v.y + row * 8, totals[row]);
}

// Eight pairs of products of a code of 4 bits and a number of 8 are below 2^15: 8 · 2 · 15 · 127 = 30480.
template <int kRows>
VP_TARGET_AVX2 void multiply_4_avx2(const TileProduct& v) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256 totals[kRows];
  for (__m256& total : totals) total = _mm256_setzero_ps();
  for (std::int64_t group = 0; group < v.groups; ++group) {
    __m256i sums[kRows];
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row) sums[row] = _mm256_setzero_si256();
    const std::uint8_t* codes = v.codes + group * kGroup * 8;
    const std::int8_t* x = v.x + group * kGroup;
#pragma GCC unroll 8
    for (int step = 0; step < kSteps; ++step) {
      const __m256i eight = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + step * 32));
#pragma GCC unroll 8
      for (int row = 0; row < kRows; ++row)
        sums[row] = _mm256_add_epi16(
            sums[row],
            _mm256_maddubs_epi16(eight, _mm256_set1_epi32(four_of(x + row * v.columns + 4 * step))));
    }
#pragma GCC unroll 8
    for (int row = 0; row < kRows; ++row) sums[row] = _mm256_madd_epi16(sums[row], ones);
    add_group<4, kRows>(v, group, sums, totals);
  }
  for (int row = 0; row < kRows; ++row) _mm256_storeu_ps(v.y + row * 8, totals[row]);
}

template <int kBits>
Bodies avx512_vnni_bodies() {
  return {32,
          {nullptr, multiply_avx512_vnni<kBits, 1>, multiply_avx512_vnni<kBits, 2>,
           multiply_avx512_vnni<kBits, 3>, multiply_avx512_vnni<kBits, 4>, multiply_avx512_vnni<kBits, 5>,
           multiply_avx512_vnni<kBits, 6>}};
}

template <int kBits>
Bodies avx_vnni_bodies() {
  return {8,
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
            {nullptr, multiply_4_avx2<1>, multiply_4_avx2<2>, multiply_4_avx2<3>, multiply_4_avx2<4>,
             multiply_4_avx2<5>, multiply_4_avx2<6>}};
#endif
  return {};
}

}  // namespace

bool has_integer_product(int bits, CpuLevel level) {
  return bodies_of(bits, level).tile > 0;
}

at::Tensor quantised_product_cpu(const at::Tensor& x, const QuantisedRows& weight, CpuLevel level) {
  const Bodies bodies = bodies_of(weight.bits, level);
  TORCH_INTERNAL_ASSERT(bodies.tile > 0);
  const at::Tensor input = x.to(at::kFloat).contiguous();
  const std::int64_t n = input.size(0), rows = weight.rows();
  const auto in = activations_in_8_bits(elements<const float>(input), n, weight, level);
  at::Tensor output = at::empty({n, rows}, input.options());
  float* const y = elements<float>(output);
  const std::int64_t tiles = (rows + bodies.tile - 1) / bodies.tile;
  at::parallel_for(0, tiles, 1, [&](std::int64_t first, std::int64_t last) {
    QuantisedPanel panel;
    float found[Bodies::kMost * 32];
    for (std::int64_t tile = first; tile < last; ++tile) {
      const std::int64_t first_row = tile * bodies.tile;
      const auto width = static_cast<std::size_t>(std::min(bodies.tile, rows - first_row));
      unpack_panel(weight, first_row, bodies.tile, panel);
      for (std::int64_t row = 0; row < n; row += Bodies::kMost) {
        const std::int64_t count = std::min<std::int64_t>(Bodies::kMost, n - row);
        bodies.of[count]({panel.codes.data(), panel.scales.data(), panel.offsets.data(),
                          in.codes.data() + row * in.columns, in.scales.data() + row * in.groups,
                          in.sums.data() + row * in.groups, in.code_sums.data() + row * in.groups, in.columns,
                          in.groups, found});
        for (std::int64_t i = 0; i < count; ++i)
          std::memcpy(y + (row + i) * rows + first_row, found + i * bodies.tile, width * sizeof(float));
      }
    }
  });
  return output;
}

}  // namespace vp::kernels
