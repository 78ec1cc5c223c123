#pragma once

#include <cassert>
#include <vector>

// A kernel's body is written once as an always-inlined function and compiled for several instruction sets;
// the best one that the processor has is chosen at run time. No build flag is needed and no illegal
// instruction can be met. (target_clones would do the same through ifuncs, which sanitizers do not survive.)
#if defined(__x86_64__) && defined(__GNUC__)
#define VP_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")))
#define VP_TARGET_AVX2 __attribute__((target("avx2,fma")))
// Adds two bfloat16 products a lane and instruction, accumulated in float.
#define VP_TARGET_AVX512_BF16 \
  __attribute__((target("avx512bf16,avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")))
#define VP_HAVE_X86_TARGETS 1
#else
#define VP_HAVE_X86_TARGETS 0
#endif
#define VP_ALWAYS_INLINE inline __attribute__((always_inline))

namespace vp::kernels {

/// Each includes the ones before it, but for AvxVnni, which is Avx2 and products of bytes (AVX-VNNI):
/// processors with AVX-512 may lack those. Avx512Vnni has them in AVX-512, Avx512Bf16 also multiplies
/// bfloat16.
enum class CpuLevel { Portable, Avx2, AvxVnni, Avx512, Avx512Vnni, Avx512Bf16 };

/// "portable", "avx2", "avx_vnni", "avx512", "avx512_vnni", "avx512_bf16".
const char* name_of(CpuLevel level);

/// Every level that this processor runs, within the bound of cpu_level(), the lowest first.
std::vector<CpuLevel> available_levels();

/// The best level that this processor runs, or the lower one that the environment variable
/// VIDEOPANDA_CPU_LEVEL names; it is read once. Kernels take a level beside their arguments, this one by
/// default, so that every body can be tested on a processor that has a better one. Throws Error(Usage) for a
/// name that is none.
CpuLevel cpu_level();

/// Always-inlined functions of one signature, one for each instruction set.
template <auto kAvx512, auto kAvx2, auto kPortable, typename Signature = decltype(kPortable)>
struct CpuBodies;

template <auto kAvx512, auto kAvx2, auto kPortable, typename Result, typename... Arguments>
struct CpuBodies<kAvx512, kAvx2, kPortable, Result (*)(Arguments...)> {
#if VP_HAVE_X86_TARGETS
  VP_TARGET_AVX512 static Result avx512(Arguments... arguments) {
    return kAvx512(arguments...);
  }
  VP_TARGET_AVX2 static Result avx2(Arguments... arguments) {
    return kAvx2(arguments...);
  }
#endif
  static Result portable(Arguments... arguments) {
    return kPortable(arguments...);
  }
};

/// The always-inlined function as it was compiled for `level`, which the processor has to reach. The three
/// are the same one where nothing in it depends on the size of a register.
template <auto kAvx512, auto kAvx2 = kAvx512, auto kPortable = kAvx2>
decltype(kPortable) compiled_for(CpuLevel level) {
  assert(level <= cpu_level());
#if VP_HAVE_X86_TARGETS
  if (level >= CpuLevel::Avx512) return &CpuBodies<kAvx512, kAvx2, kPortable>::avx512;
  if (level >= CpuLevel::Avx2) return &CpuBodies<kAvx512, kAvx2, kPortable>::avx2;
#endif
  return &CpuBodies<kAvx512, kAvx2, kPortable>::portable;
}

/// The three arguments of compiled_for() for a body that is a template over its lanes (simd.h) and then over
/// what follows here: VP_FOR_LANES(normalise_rows, Element).
#define VP_FOR_LANES(body, ...)                                                        \
  &body<Lanes16 __VA_OPT__(, ) __VA_ARGS__>, &body<Lanes8 __VA_OPT__(, ) __VA_ARGS__>, \
      &body<Lanes4 __VA_OPT__(, ) __VA_ARGS__>

}  // namespace vp::kernels
