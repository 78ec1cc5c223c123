#include "kernels/openblas.h"

#include <dlfcn.h>

#include <cstdlib>
#include <string_view>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {
namespace {

constexpr const char* kCoreType = "OPENBLAS_CORETYPE";

template <typename Function>
Function* openblas_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

#if VP_HAVE_X86_TARGETS

// OpenBLAS chooses its kernels by the processor's model, and for an Intel model that is newer than itself
// those of a Pentium 4: 20 GFLOP/s a core where 160 are possible. It is asked to choose once more, by what
// the processor has. Not by a user's own OPENBLAS_CORETYPE, which it has followed.
bool choose_kernels_again() {
  const auto core_name = openblas_function<char*()>("openblas_get_corename");
  const auto forget = openblas_function<void()>("gotoblas_dynamic_quit");
  const auto choose = openblas_function<void()>("gotoblas_dynamic_init");
  if (core_name == nullptr || forget == nullptr || choose == nullptr) return false;
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (!avx2 || std::string_view(core_name()) != "Prescott" || std::getenv(kCoreType) != nullptr) return false;
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  setenv(kCoreType, avx512 ? "SkylakeX" : "Haswell", 1);
  forget();
  choose();
  unsetenv(kCoreType);  // not of the programs that this one starts
  return true;
}

// Before main(): nothing has been multiplied yet, and no other thread of ours reads the environment.
[[maybe_unused]] const bool kChosenAgain = choose_kernels_again();

#endif

}  // namespace

void set_openblas_threads(int count) {
  if (const auto set = openblas_function<void(int)>("openblas_set_num_threads")) set(count);
}

}  // namespace vp::kernels
