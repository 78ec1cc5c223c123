#include "kernels/attention_tiles_cpu.h"

#include <cmath>
#if VP_HAVE_X86_TARGETS
#include <immintrin.h>
#endif

namespace vp::kernels {
namespace {

// kRows times kVectors registers of sums stay there over the whole depth.
template <typename Lanes, int kRows, int kVectors>
VP_ALWAYS_INLINE void multiply_micro(const float* a, std::int64_t a_stride, const float* panel,
                                     std::int64_t depth, float* c, std::int64_t c_stride, bool accumulate) {
  constexpr int kWidth = kCount<Lanes>;
  Lanes sums[kRows][kVectors];
#pragma GCC unroll 6
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      sums[r][v] = Lanes{};
      if (accumulate) std::memcpy(&sums[r][v], c + r * c_stride + v * kWidth, sizeof(Lanes));
    }
  }
  for (std::int64_t k = 0; k < depth; ++k) {
    Lanes b[kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) std::memcpy(&b[v], panel + k * kPanel + v * kWidth, sizeof(Lanes));
#pragma GCC unroll 6
    for (int r = 0; r < kRows; ++r) {
      const float factor = a[r * a_stride + k];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) sums[r][v] += b[v] * factor;
    }
  }
#pragma GCC unroll 6
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) std::memcpy(c + r * c_stride + v * kWidth, &sums[r][v], sizeof(Lanes));
  }
}

template <typename Lanes, int kRows, int kVectors>
VP_ALWAYS_INLINE void multiply_in_micros(const float* a, std::int64_t a_stride, std::int64_t rows,
                                         const float* panel, std::int64_t depth, float* c,
                                         std::int64_t c_stride, bool accumulate) {
  constexpr int kWidth = kVectors * kCount<Lanes>;
  for (int column = 0; column < kPanel; column += kWidth) {
    std::int64_t row = 0;
    for (; row + kRows <= rows; row += kRows) {
      multiply_micro<Lanes, kRows, kVectors>(a + row * a_stride, a_stride, panel + column, depth,
                                             c + row * c_stride + column, c_stride, accumulate);
    }
    for (; row < rows; ++row) {
      multiply_micro<Lanes, 1, kVectors>(a + row * a_stride, a_stride, panel + column, depth,
                                         c + row * c_stride + column, c_stride, accumulate);
    }
  }
}

template <typename Lanes, typename Panel>
VP_ALWAYS_INLINE float softmax_step(float* scores, std::int64_t count, std::int64_t room, float scale,
                                    float* maximum, float* total, Panel* weights) {
  for (std::int64_t i = count; i < room; ++i) scores[i] = -INFINITY;
  Lanes s, largest;
  load(largest, scores);
  for (std::int64_t i = kCount<Lanes>; i < room; i += kCount<Lanes>) {
    load(s, scores + i);
    largest = larger_of(largest, s);
  }
  const float before = *maximum;
  const float block_maximum = largest_lane(largest) * scale;
  const float now = block_maximum > before ? block_maximum : before;
  Lanes sums{};
  for (std::int64_t i = 0; i < room; i += kCount<Lanes>) {
    load(s, scores + i);
    s = exp_lanes(s * scale - now);
    sums += s;
    store(weights + i, s);
  }
  // What lies beyond `count` came out as e^-87, not as 0.
  for (std::int64_t i = count; i < room; ++i) assign(weights[i], 0.0F);
  const float factor = before == now ? 1.0F : std::exp(before - now);
  *maximum = now;
  *total = *total * factor + sum_of_lanes(sums);
  return factor;
}

template <typename Lanes>
VP_ALWAYS_INLINE void rescale(float* x, std::int64_t width, float factor) {
  Lanes value;
  for (std::int64_t i = 0; i < width; i += kCount<Lanes>) {
    load(value, x + i);
    store(x + i, value * factor);
  }
}

#if VP_HAVE_X86_TARGETS

template <int kRows>
VP_TARGET_AVX512_BF16 void multiply_micro_bf16(const std::uint16_t* a, std::int64_t a_stride,
                                               const std::uint16_t* panel, std::int64_t depth, float* c,
                                               std::int64_t c_stride, bool accumulate) {
  constexpr int kVectors = kPanel / kLanes;
  __m512 sums[kRows][kVectors];
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVectors; ++v) {
      sums[r][v] = accumulate ? _mm512_loadu_ps(c + r * c_stride + v * kLanes) : _mm512_setzero_ps();
    }
  }
  for (std::int64_t k = 0; k < depth; k += 2) {
    __m512bh b[kVectors];
    for (int v = 0; v < kVectors; ++v) {
      b[v] = reinterpret_cast<__m512bh>(_mm512_loadu_si512(panel + k * kPanel + v * 2 * kLanes));
    }
    for (int r = 0; r < kRows; ++r) {
      std::int32_t pair;
      std::memcpy(&pair, a + r * a_stride + k, sizeof pair);
      const auto factors = reinterpret_cast<__m512bh>(_mm512_set1_epi32(pair));
      for (int v = 0; v < kVectors; ++v) sums[r][v] = _mm512_dpbf16_ps(sums[r][v], b[v], factors);
    }
  }
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVectors; ++v) _mm512_storeu_ps(c + r * c_stride + v * kLanes, sums[r][v]);
  }
}

VP_TARGET_AVX512_BF16 void multiply_avx512_bf16(const std::uint16_t* a, std::int64_t a_stride,
                                                std::int64_t rows, const std::uint16_t* panel,
                                                std::int64_t depth, float* c, std::int64_t c_stride,
                                                bool accumulate) {
  if (rows == kTileRows) {
    multiply_micro_bf16<kTileRows>(a, a_stride, panel, depth, c, c_stride, accumulate);
    return;
  }
  for (std::int64_t row = 0; row < rows; ++row) {
    multiply_micro_bf16<1>(a + row * a_stride, a_stride, panel, depth, c + row * c_stride, c_stride,
                           accumulate);
  }
}

#endif

}  // namespace

AttentionTiles<float> float_attention_tiles(CpuLevel level) {
  // As many sums as the level's registers hold.
  const auto multiply = compiled_for<&multiply_in_micros<Lanes16, 6, 4>, &multiply_in_micros<Lanes8, 6, 2>,
                                     &multiply_in_micros<Lanes4, 6, 2>>(level);
  return {multiply, compiled_for<VP_FOR_LANES(softmax_step, float)>(level),
          compiled_for<VP_FOR_LANES(rescale)>(level)};
}

#if VP_HAVE_X86_TARGETS
AttentionTiles<std::uint16_t> bfloat16_attention_tiles() {
  constexpr auto kLevel = CpuLevel::Avx512Bf16;
  return {multiply_avx512_bf16, compiled_for<VP_FOR_LANES(softmax_step, std::uint16_t)>(kLevel),
          compiled_for<VP_FOR_LANES(rescale)>(kLevel)};
}
#endif

}  // namespace vp::kernels
