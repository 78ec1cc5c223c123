#include "engine/system_info.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <dlfcn.h>
#include <torch/version.h>

#include <fstream>
#include <string_view>
#include <utility>

#include "engine/compute_device.h"
#include "engine/cuda_devices.h"
#include "engine/process_limits.h"
#include "kernels/cpu_dispatch.h"
#include "media/ffmpeg_version.h"

namespace vp::engine {
namespace {

std::string cpu_name() {
  std::ifstream stream("/proc/cpuinfo");
  std::string line;
  while (std::getline(stream, line)) {
    if (!line.starts_with("model name")) continue;
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos && colon + 2 <= line.size()) return line.substr(colon + 2);
  }
  return "unknown";
}

std::vector<std::string> cpu_features() {
  std::vector<std::string> features;
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("avx2")) features.emplace_back("avx2");
  if (__builtin_cpu_supports("fma")) features.emplace_back("fma");
  if (__builtin_cpu_supports("avx512f")) features.emplace_back("avx512f");
  if (__builtin_cpu_supports("avx512bf16")) features.emplace_back("avx512_bf16");
#endif
  return features;
}

std::string libtorch_level() {
  constexpr std::string_view kBefore = "CPU capability usage: ";
  const std::string config = at::show_config();
  const std::size_t begin = config.find(kBefore);
  if (begin == std::string::npos) return "unknown";
  const std::size_t name = begin + kBefore.size();
  return config.substr(name, config.find('\n', name) - name);
}

std::string blas_name() {
  // Debian's alternatives decide at load time which library stands behind libblas.so.3.
  using GetConfig = const char* (*)();
  if (const auto config = reinterpret_cast<GetConfig>(dlsym(RTLD_DEFAULT, "openblas_get_config")))
    return config();
  if (at::hasMKL()) return "Intel MKL";
  return "reference BLAS: float32 products run 20 to 30 times slower; install libopenblas0-pthread";
}

std::int64_t memory_total() {
  std::ifstream stream("/proc/meminfo");
  std::string name;
  std::int64_t kilobytes = 0;
  return stream >> name >> kilobytes ? kilobytes * 1024 : 0;
}

std::vector<std::string> device_names(const std::vector<CudaDevice>& gpus) {
  std::vector<std::string> devices{"cpu"};
  for (const CudaDevice& gpu : gpus) devices.push_back(text_of(gpu));
  return devices;
}

}  // namespace

SystemInfo system_info() {
  SystemInfo info;
  info.program_version = VP_VERSION;
  info.libtorch_version = TORCH_VERSION;
  info.ffmpeg_version = media::ffmpeg_version();
  info.blas = blas_name();
  info.cpu = cpu_name();
  info.cpu_features = cpu_features();
  info.kernels_level = kernels::name_of(kernels::cpu_level());
  info.libtorch_level = libtorch_level();
  info.threads = at::get_num_threads();
  info.physical_cores = physical_cores();
  info.gpus = cuda_devices();
  info.devices = device_names(info.gpus);
  info.cuda = is_built_with_cuda();
  info.memory_total = memory_total();
  info.memory_available = available_memory();
  info.bfloat16 = cpu_multiplies_bfloat16();
  return info;
}

}  // namespace vp::engine
