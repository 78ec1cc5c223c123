#include "engine_library/waiting_threads.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace vp::app {

void let_waiting_threads_sleep(char** argv) {
  constexpr const char* kSpinCount = "GOMP_SPINCOUNT";
  if (std::getenv(kSpinCount) != nullptr || std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  // Some microseconds: the parts of one layer follow each other faster than a thread wakes up.
  if (error || setenv(kSpinCount, "1000", 1) != 0) return;
  execv(program.c_str(), argv);
}

}  // namespace vp::app
