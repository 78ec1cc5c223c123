#pragma once

#include <cstdint>

#include "kernels/cpu_dispatch.h"
#if VP_HAVE_X86_TARGETS
#include <immintrin.h>

namespace vp::kernels {

/// Eight rows of eight numbers of 32 bits become its columns.
VP_TARGET_AVX2 inline void transpose_8x8(__m256i (&rows)[8]) {
  __m256i pairs[8], fours[8];
  for (int i = 0; i < 8; i += 2) {
    pairs[i] = _mm256_unpacklo_epi32(rows[i], rows[i + 1]);
    pairs[i + 1] = _mm256_unpackhi_epi32(rows[i], rows[i + 1]);
  }
  for (int i = 0; i < 8; i += 4)
    for (int j = 0; j < 2; ++j) {
      fours[i + 2 * j] = _mm256_unpacklo_epi64(pairs[i + j], pairs[i + j + 2]);
      fours[i + 2 * j + 1] = _mm256_unpackhi_epi64(pairs[i + j], pairs[i + j + 2]);
    }
  for (int i = 0; i < 4; ++i) {
    rows[i] = _mm256_permute2x128_si256(fours[i], fours[i + 4], 0x20);
    rows[i + 4] = _mm256_permute2x128_si256(fours[i], fours[i + 4], 0x31);
  }
}

/// Eight bfloat16 numbers as the bits of floats.
VP_TARGET_AVX2 inline __m256i widened_8(const std::uint16_t* from) {
  return _mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))),
                           16);
}

}  // namespace vp::kernels
#endif
