#include <algorithm>
#include <chrono>

#include "kernels/cpu_dispatch.h"
#include "kernels/products.h"
#if VP_HAVE_X86_TARGETS
#include <immintrin.h>
#endif

namespace vp::kernels {
namespace {

#if VP_HAVE_X86_TARGETS

constexpr int kSums = 12;  // more than the instructions take cycles
constexpr int kSteps = 256;

VP_TARGET_AVX512_BF16 void multiply_bfloat16() {
  __m512 sums[kSums] = {};
  const __m512bh ones = _mm512_cvtne2ps_pbh(_mm512_set1_ps(1), _mm512_set1_ps(1));
  for (int step = 0; step < kSteps; ++step)
#pragma GCC unroll 12
    for (__m512& sum : sums) {
      sum = _mm512_dpbf16_ps(sum, ones, ones);
      asm volatile("" : "+v"(sum));
    }
}

VP_TARGET_AVX512 void multiply_float() {
  __m512 sums[kSums] = {};
  const __m512 ones = _mm512_set1_ps(1);
  for (int step = 0; step < kSteps; ++step)
#pragma GCC unroll 12
    for (__m512& sum : sums) {
      sum = _mm512_fmadd_ps(ones, ones, sum);
      asm volatile("" : "+v"(sum));
    }
}

double seconds_of(void (*work)()) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Zen 4 multiplies twice as many bfloat16 numbers as floats a cycle, the fifth generation of Xeon, where its
// matrix unit may not be used, half as many: far enough apart for a fraction of a millisecond to tell.
bool are_bfloat16_products_fast() {
  if (cpu_level() < CpuLevel::Avx512Bf16) return false;
  double bfloat16 = 1, floats = 1;
  for (int run = 0; run < 16; ++run) {
    bfloat16 = std::min(bfloat16, seconds_of(multiply_bfloat16));
    floats = std::min(floats, seconds_of(multiply_float));
  }
  return bfloat16 <= 2 * floats;  // an instruction has twice as many products
}

#else

bool are_bfloat16_products_fast() {
  return false;
}

#endif

}  // namespace

bool has_bfloat16_products() {
  static const bool fast = are_bfloat16_products_fast();
  return fast;
}

}  // namespace vp::kernels
