#include <array>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "kernels/cpu_dispatch.h"

namespace vp::kernels {
namespace {

constexpr std::array kLevels{CpuLevel::Portable, CpuLevel::Avx2, CpuLevel::Avx512, CpuLevel::Avx512Bf16};

CpuLevel level_of_processor() {
#if VP_HAVE_X86_TARGETS
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    return __builtin_cpu_supports("avx512bf16") ? CpuLevel::Avx512Bf16 : CpuLevel::Avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return CpuLevel::Avx2;
#endif
  return CpuLevel::Portable;
}

CpuLevel level_within_bound() {
  const CpuLevel best = level_of_processor();
  const char* const bound = std::getenv("VIDEOPANDA_CPU_LEVEL");
  if (bound == nullptr || *bound == '\0') return best;
  for (const CpuLevel level : kLevels)
    if (std::string(bound) == name_of(level)) return level < best ? level : best;
  throw base::Error(
      base::ErrorCode::Usage,
      std::string("The environment variable VIDEOPANDA_CPU_LEVEL is \"") + bound +
          "\"; expected is portable, avx2, avx512 or avx512_bf16. Set one of these, or unset it.");
}

}  // namespace

const char* name_of(CpuLevel level) {
  switch (level) {
    case CpuLevel::Portable:
      return "portable";
    case CpuLevel::Avx2:
      return "avx2";
    case CpuLevel::Avx512:
      return "avx512";
    case CpuLevel::Avx512Bf16:
      return "avx512_bf16";
  }
  return "";
}

CpuLevel cpu_level() {
  static const CpuLevel level = level_within_bound();
  return level;
}

}  // namespace vp::kernels
