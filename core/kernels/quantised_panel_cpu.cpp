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
VP_TARGET_AVX2 void unpack_bytes(const std::uint8_t* from, std::int64_t rows, std::int64_t row_bytes,
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

/// Codes of 8 bits, 16 columns at a time.
VP_TARGET_AVX2 void unpack_words(const std::uint8_t* from, std::int64_t rows, std::int64_t row_bytes,
                                 std::int64_t groups, std::int64_t tile, std::uint8_t* to) {
  for (std::int64_t half = 0; half < 2 * groups; ++half) {
    __m256i block[kSide];
    for (int i = 0; i < kSide; ++i)
      block[i] = i < rows ? _mm256_cvtepi8_epi16(_mm_loadu_si128(
                                reinterpret_cast<const __m128i*>(from + i * row_bytes + half * kGroup / 2)))
                          : _mm256_setzero_si256();
    transpose_8x8(block);
    for (int step = 0; step < kSide; ++step)
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + (half * kSide + step) * tile * 4), block[step]);
  }
}

/// bfloat16 (rows, groups), rows `stride` apart -> float (groups, tile).
VP_TARGET_AVX2 void unpack_floats(const std::uint16_t* from, std::int64_t rows, std::int64_t stride,
                                  std::int64_t groups, std::int64_t tile, float* to) {
  for (std::int64_t group = 0; group < groups; group += kSide) {
    __m256i block[kSide];
    for (int i = 0; i < kSide; ++i)
      block[i] = i < rows
                     ? _mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128(
                                             reinterpret_cast<const __m128i*>(from + i * stride + group))),
                                         16)
                     : _mm256_setzero_si256();
    transpose_8x8(block);
    for (int i = 0; i < kSide; ++i)
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + (group + i) * tile), block[i]);
  }
}

}  // namespace

void unpack_panel(const QuantisedRows& weight, const PanelPlace& place, QuantisedPanel& panel) {
  const std::int64_t stride = weight.groups(), row_bytes = weight.codes.size(1);
  const std::int64_t tile = place.tile, groups = place.groups;
  const bool in_words = place.code == PanelCode::Word;
  const auto numbers = static_cast<std::size_t>(groups * tile);
  panel.codes.resize(numbers * kGroup * (in_words ? sizeof(std::int16_t) : 1));
  panel.scales.resize(numbers);
  if (weight.bits == 4) panel.offsets.resize(numbers);
  const auto unpack = in_words ? unpack_words : weight.bits == 8 ? unpack_bytes<8> : unpack_bytes<4>;
  for (std::int64_t row = 0; row < tile; row += kSide) {
    const std::int64_t from = place.first_row + row;
    const std::int64_t rows = std::clamp<std::int64_t>(weight.rows() - from, 0, kSide);
    const std::int64_t first = from * stride + place.first_group;
    unpack(elements<const std::uint8_t>(weight.codes) + from * row_bytes +
               place.first_group * kGroup * weight.bits / 8,
           rows, row_bytes, groups, tile, panel.codes.data() + 4 * row);
    unpack_floats(elements<const std::uint16_t>(weight.scales) + first, rows, stride, groups, tile,
                  panel.scales.data() + row);
    if (weight.bits == 4)
      unpack_floats(elements<const std::uint16_t>(weight.offsets) + first, rows, stride, groups, tile,
                    panel.offsets.data() + row);
  }
}

#endif

}  // namespace vp::kernels
