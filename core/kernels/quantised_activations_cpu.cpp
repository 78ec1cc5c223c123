#include "kernels/quantised_activations_cpu.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#if VP_HAVE_X86_TARGETS
#include <immintrin.h>
#endif

namespace vp::kernels {
namespace {

constexpr std::int64_t kGroup = QuantisedRows::kGroup;
constexpr std::int64_t kPart = 8;  // columns that stay together in every order of codes

/// What a group of x becomes. Its codes are written in four parts of eight, `stride` apart.
struct GroupFacts {
  float scale, sum;
  std::int32_t code_sum;
};

template <typename Code>
using GroupBody = GroupFacts (*)(const float* from, Code* to, std::int64_t stride);

template <typename Code>
constexpr float kMost = sizeof(Code) == 1 ? 127 : 32767;

template <typename Code>
GroupFacts quantise_group_portable(const float* from, Code* to, std::int64_t stride) {
  float largest = 0;
  GroupFacts facts{0, 0, 0};
  for (std::int64_t i = 0; i < kGroup; ++i) largest = std::max(largest, std::abs(from[i]));
  const float inverse = largest > 0 ? kMost<Code> / largest : 0;
  for (std::int64_t i = 0; i < kGroup; ++i) {
    const auto code = static_cast<std::int32_t>(std::lrintf(from[i] * inverse));
    to[i / kPart * stride + i % kPart] = static_cast<Code>(code);
    facts.code_sum += code;
    facts.sum += from[i];
  }
  facts.scale = largest / kMost<Code>;
  return facts;
}

#if VP_HAVE_X86_TARGETS

VP_TARGET_AVX2 inline float largest_of(__m256 lanes) {
  __m128 four = _mm_max_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  four = _mm_max_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_max_ss(four, _mm_shuffle_ps(four, four, 1)));
}

VP_TARGET_AVX2 inline float sum_of(__m256 lanes) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  four = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(four, _mm_shuffle_ps(four, four, 1)));
}

VP_TARGET_AVX2 inline std::int32_t sum_of(__m256i lanes) {
  __m128i four = _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
  four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(four, _mm_shuffle_epi32(four, 0xB1)));
}

template <typename Code>
VP_TARGET_AVX2 GroupFacts quantise_group_avx2(const float* from, Code* to, std::int64_t stride) {
  const __m256 no_sign = _mm256_castsi256_ps(_mm256_set1_epi32(0x7FFFFFFF));
  __m256 x[4];
  for (int part = 0; part < 4; ++part) x[part] = _mm256_loadu_ps(from + kPart * part);
  const float largest =
      largest_of(_mm256_max_ps(_mm256_max_ps(_mm256_and_ps(x[0], no_sign), _mm256_and_ps(x[1], no_sign)),
                               _mm256_max_ps(_mm256_and_ps(x[2], no_sign), _mm256_and_ps(x[3], no_sign))));
  const __m256 inverse = _mm256_set1_ps(largest > 0 ? kMost<Code> / largest : 0);
  __m256i code_sum = _mm256_setzero_si256();
  for (int part = 0; part < 4; ++part) {
    const __m256i codes = _mm256_cvtps_epi32(_mm256_mul_ps(x[part], inverse));
    code_sum = _mm256_add_epi32(code_sum, codes);
    const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(codes), _mm256_extracti128_si256(codes, 1));
    if constexpr (sizeof(Code) == 2) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(to + part * stride), words);
    } else {
      const std::int64_t bytes = _mm_cvtsi128_si64(_mm_packs_epi16(words, words));
      std::memcpy(to + part * stride, &bytes, sizeof bytes);
    }
  }
  return {largest / kMost<Code>, sum_of(_mm256_add_ps(_mm256_add_ps(x[0], x[1]), _mm256_add_ps(x[2], x[3]))),
          sum_of(code_sum)};
}

#endif

template <typename Code>
GroupBody<Code> body_for(CpuLevel level) {
#if VP_HAVE_X86_TARGETS
  if (level >= CpuLevel::Avx2) return quantise_group_avx2<Code>;
#endif
  return quantise_group_portable<Code>;
}

template <typename Code>
QuantisedActivations<Code> room_for(std::int64_t n, const QuantisedRows& weight) {
  QuantisedActivations<Code> result;
  result.groups = weight.groups();
  result.columns = result.groups * kGroup;
  result.codes.resize(static_cast<std::size_t>(n * result.columns));
  result.scales.resize(static_cast<std::size_t>(n * result.groups));
  result.sums.resize(static_cast<std::size_t>(n * result.groups));
  return result;
}

/// Calls the body for every group of a row, the last one filled up with zeros: write(group, body, from).
template <typename Write>
void for_each_group(const float* row, std::int64_t columns, const Write& write) {
  const std::int64_t whole = columns / kGroup;
  for (std::int64_t group = 0; group < whole; ++group) write(group, row + group * kGroup);
  if (columns % kGroup == 0) return;
  float last[kGroup] = {};
  std::copy(row + whole * kGroup, row + columns, last);
  write(whole, static_cast<const float*>(last));
}

}  // namespace

QuantisedActivations<std::int8_t> activations_in_8_bits(const float* x, std::int64_t n,
                                                        const QuantisedRows& weight, CpuLevel level) {
  auto result = room_for<std::int8_t>(n, weight);
  result.code_sums.resize(result.scales.size());
  const auto body = body_for<std::int8_t>(level);
  at::parallel_for(0, n, 4, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t row = first; row < last; ++row)
      for_each_group(x + row * weight.columns, weight.columns, [&](std::int64_t group, const float* from) {
        const GroupFacts facts =
            body(from, result.codes.data() + row * result.columns + group * kGroup, kPart);
        const auto place = static_cast<std::size_t>(row * result.groups + group);
        result.scales[place] = facts.scale;
        result.sums[place] = facts.sum;
        result.code_sums[place] = facts.code_sum;
      });
  });
  return result;
}

QuantisedActivations<std::int16_t> activations_in_16_bits(const float* x, std::int64_t n,
                                                          const QuantisedRows& weight, std::int64_t together,
                                                          CpuLevel level) {
  auto result = room_for<std::int16_t>(n, weight);
  const auto body = body_for<std::int16_t>(level);
  const bool interleaved = weight.bits == 4;
  at::parallel_for(0, n, 4, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t row = first; row < last; ++row)
      for_each_group(x + row * weight.columns, weight.columns, [&](std::int64_t group, const float* from) {
        const std::int64_t beside = group % together;
        std::int16_t* const to = result.codes.data() + row * result.columns + (group - beside) * kGroup +
                                 beside * (interleaved ? kPart : kGroup);
        const GroupFacts facts = body(from, to, interleaved ? kPart * together : kPart);
        const auto place = static_cast<std::size_t>(row * result.groups + group);
        result.scales[place] = facts.scale;
        result.sums[place] = facts.sum;
      });
  });
  return result;
}

}  // namespace vp::kernels
