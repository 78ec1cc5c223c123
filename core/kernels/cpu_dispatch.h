#pragma once

// A kernel's body is written once as an always-inlined function and compiled for several instruction sets;
// the best one that the processor has is chosen at run time. No build flag is needed and no illegal
// instruction can be met. (target_clones would do the same through ifuncs, which sanitizers do not survive.)
#if defined(__x86_64__) && defined(__GNUC__)
#define VP_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")))
#define VP_TARGET_AVX2 __attribute__((target("avx2,fma")))
#define VP_HAVE_X86_TARGETS 1
#else
#define VP_HAVE_X86_TARGETS 0
#endif
#define VP_ALWAYS_INLINE inline __attribute__((always_inline))

namespace vp::kernels {

enum class CpuLevel { Portable, Avx2, Avx512 };

/// The best level that this processor runs.
inline CpuLevel cpu_level() {
#if VP_HAVE_X86_TARGETS
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    return CpuLevel::Avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return CpuLevel::Avx2;
#endif
  return CpuLevel::Portable;
}

}  // namespace vp::kernels
