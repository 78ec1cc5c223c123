#include "engine_library/open_engine_library.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "base/error.h"

namespace vp::app {

void open_engine_library() {
#ifdef VP_ENGINE_LIBRARY
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path library = (program.parent_path() / VP_ENGINE_LIBRARY).lexically_normal();
  // Global: the program's own calls are bound to it. It is never closed; LibTorch cannot be unloaded.
  if (dlopen(library.c_str(), RTLD_LAZY | RTLD_GLOBAL) != nullptr) return;
  const char* why = dlerror();
  throw base::Error(base::ErrorCode::Device,
                    base::message("The part of the program that computes cannot be opened (%1); install the "
                                  "program anew, or raise the limit of memory where there is one.",
                                  why != nullptr ? why : library.string().c_str()));
#endif
}

}  // namespace vp::app
