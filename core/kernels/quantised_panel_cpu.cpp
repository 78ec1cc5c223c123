#include "kernels/quantised_panel_cpu.h"

#include <algorithm>

#include "kernels/cpu_body.h"
#include "kernels/cpu_dispatch.h"
#include "kernels/transpose_avx2.h"

namespace vp::kernels {

#if VP_HAVE_X86_TARGETS

namespace {

constexpr std::int64_t kGroup = QuantisedRows::kGroup;
constexpr std::int64_t kSide = 8;  // rows, and columns of 32 bits, that are turned at a time

/// The 32 codes of a group, a byte each, in the order of its columns.
template <int kBits>
VP_TARGET_AVX2 inline __m256i bytes_of_group(const std::uint8_t* from) {
  if constexpr (kBits == 8) {
    return _mm256_xor_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)),
                            _mm256_set1_epi8(static_cast<char>(kCodeZero)));
  } else {
    const __m128i words = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m128i low = _mm_set1_epi8(15);
    const __m128i even_first = _mm_setr_epi8(0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15);
    // Of each word the columns i and 16 + i, and 8 + i and 24 + i.
    const __m128i a = _mm_shuffle_epi8(_mm_and_si128(words, low), even_first);
    const __m128i b = _mm_shuffle_epi8(_mm_and_si128(_mm_srli_epi16(words, 4), low), even_first);
    return _mm256_set_m128i(_mm_unpackhi_epi64(a, b), _mm_unpacklo_epi64(a, b));
  }
}

template <int kBits>
VP_TARGET_AVX2 void unpack_codes(const std::uint8_t* from, std::int64_t rows, std::int64_t row_bytes,
                                 std::int64_t groups, std::int64_t tile, std::uint8_t* to) {
  constexpr std::int64_t kGroupBytes = kGroup * kBits / 8;
  for (std::int64_t group = 0; group < groups; ++group) {
    __m256i block[kSide];
    for (int i = 0; i < kSide; ++i)
      block[i] = i < rows ? bytes_of_group<kBits>(from + i * row_bytes + group * kGroupBytes)
                          : _mm256_setzero_si256();
    transpose_8x8(block);
    for (int step = 0; step < kSide; ++step)
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + (group * kSide + step) * tile * 4), block[step]);
  }
}

/// bfloat16 (rows, groups) -> float (groups, tile).
VP_TARGET_AVX2 void unpack_floats(const std::uint16_t* from, std::int64_t rows, std::int64_t groups,
                                  std::int64_t tile, float* to) {
  for (std::int64_t group = 0; group < groups; group += kSide) {
    __m256i block[kSide];
    for (int i = 0; i < kSide; ++i)
      block[i] = i < rows
                     ? _mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128(
                                             reinterpret_cast<const __m128i*>(from + i * groups + group))),
                                         16)
                     : _mm256_setzero_si256();
    transpose_8x8(block);
    for (int i = 0; i < kSide; ++i)
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + (group + i) * tile), block[i]);
  }
}

}  // namespace

void unpack_panel(const QuantisedRows& weight, std::int64_t first, std::int64_t tile, QuantisedPanel& panel) {
  const std::int64_t groups = weight.groups(), row_bytes = weight.codes.size(1);
  panel.codes.resize(static_cast<std::size_t>(groups * kGroup * tile));
  panel.scales.resize(static_cast<std::size_t>(groups * tile));
  if (weight.bits == 4) panel.offsets.resize(panel.scales.size());
  const auto* codes = elements<const std::uint8_t>(weight.codes);
  const auto* scales = elements<const std::uint16_t>(weight.scales);
  for (std::int64_t row = 0; row < tile; row += kSide) {
    const std::int64_t from = first + row, rows = std::clamp<std::int64_t>(weight.rows() - from, 0, kSide);
    const auto unpack = weight.bits == 8 ? unpack_codes<8> : unpack_codes<4>;
    unpack(codes + from * row_bytes, rows, row_bytes, groups, tile, panel.codes.data() + 4 * row);
    unpack_floats(scales + from * groups, rows, groups, tile, panel.scales.data() + row);
    if (weight.bits == 4)
      unpack_floats(elements<const std::uint16_t>(weight.offsets) + from * groups, rows, groups, tile,
                    panel.offsets.data() + row);
  }
}

#endif

}  // namespace vp::kernels
