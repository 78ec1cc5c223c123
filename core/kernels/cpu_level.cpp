#include <array>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "kernels/cpu_dispatch.h"

namespace vp::kernels {
namespace {

constexpr std::array kLevels{CpuLevel::Portable, CpuLevel::Avx2,       CpuLevel::AvxVnni,
                             CpuLevel::Avx512,   CpuLevel::Avx512Vnni, CpuLevel::Avx512Bf16};

bool runs(CpuLevel level) {
#if VP_HAVE_X86_TARGETS
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  const bool vnni = avx512 && __builtin_cpu_supports("avx512vnni");
  switch (level) {
    case CpuLevel::Portable:
      return true;
    case CpuLevel::Avx2:
      return avx2;
    case CpuLevel::AvxVnni:
      return avx2 && __builtin_cpu_supports("avxvnni");
    case CpuLevel::Avx512:
      return avx512;
    case CpuLevel::Avx512Vnni:
      return vnni;
    case CpuLevel::Avx512Bf16:
      return vnni && __builtin_cpu_supports("avx512bf16");
  }
#endif
  return level == CpuLevel::Portable;
}

CpuLevel best_within(CpuLevel bound) {
  CpuLevel best = CpuLevel::Portable;
  for (const CpuLevel level : kLevels)
    if (level <= bound && runs(level)) best = level;
  return best;
}

CpuLevel level_within_bound() {
  const char* const bound = std::getenv("VIDEOPANDA_CPU_LEVEL");
  if (bound == nullptr || *bound == '\0') return best_within(kLevels.back());
  for (const CpuLevel level : kLevels)
    if (std::string(bound) == name_of(level)) return best_within(level);
  throw base::Error(
      base::ErrorCode::Usage,
      base::message("The environment variable VIDEOPANDA_CPU_LEVEL is \"%1\"; expected is portable, avx2, "
                    "avx_vnni, avx512, avx512_vnni or avx512_bf16. Set one of these, or unset it.",
                    bound));
}

}  // namespace

const char* name_of(CpuLevel level) {
  switch (level) {
    case CpuLevel::Portable:
      return "portable";
    case CpuLevel::Avx2:
      return "avx2";
    case CpuLevel::AvxVnni:
      return "avx_vnni";
    case CpuLevel::Avx512:
      return "avx512";
    case CpuLevel::Avx512Vnni:
      return "avx512_vnni";
    case CpuLevel::Avx512Bf16:
      return "avx512_bf16";
  }
  return "";
}

std::vector<CpuLevel> available_levels() {
  std::vector<CpuLevel> levels;
  for (const CpuLevel level : kLevels)
    if (level <= cpu_level() && runs(level)) levels.push_back(level);
  return levels;
}

CpuLevel cpu_level() {
  static const CpuLevel level = level_within_bound();
  return level;
}

}  // namespace vp::kernels
