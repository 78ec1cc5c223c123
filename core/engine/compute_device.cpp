#include "engine/compute_device.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <malloc.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <limits>
#include <new>
#include <set>
#include <string_view>
#include <system_error>
#include <thread>

#include "base/error.h"
#include "engine/system_info.h"
#include "kernels/openblas.h"
#include "kernels/products.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;

// The value in bytes of a line "NAME:   N kB" of a /proc file; -1 when there is none.
std::int64_t proc_kilobytes(const char* file, std::string_view name) {
  std::ifstream stream(file);
  std::string line;
  while (std::getline(stream, line))
    if (line.starts_with(name)) return std::stoll(line.substr(name.size())) * 1024;
  return -1;
}

// What the limit of the process leaves; without a limit more than there is.
std::int64_t free_address_space() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return std::numeric_limits<std::int64_t>::max();
  const std::int64_t used = std::max<std::int64_t>(0, proc_kilobytes("/proc/self/status", "VmSize:"));
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(limit.rlim_cur) - used);
}

bool is_memory_message(std::string_view message) {
  for (const std::string_view part : {"can't allocate memory", "not enough memory", "out of memory"})
    if (message.find(part) != std::string_view::npos) return true;
  return false;
}

}  // namespace

bool cpu_multiplies_bfloat16() {
  return kernels::has_bfloat16_products();
}

at::TensorOptions resolve_options(DeviceChoice device, DtypeChoice dtype) {
  const bool has_cuda = at::hasCUDA();
  if (device == DeviceChoice::Cuda && !has_cuda)
    throw Error(ErrorCode::Device,
                base::message("No CUDA device can be used: this machine has none, or LibTorch was built "
                              "without CUDA. Use --device cpu, or install a LibTorch with CUDA."));
  const bool cuda = device == DeviceChoice::Cuda || (device == DeviceChoice::Auto && has_cuda);
  at::ScalarType type = at::kFloat;
  switch (dtype) {
    case DtypeChoice::Auto:
      type = cuda || cpu_multiplies_bfloat16() ? at::kBFloat16 : at::kFloat;
      break;
    case DtypeChoice::Float32:
      type = at::kFloat;
      break;
    case DtypeChoice::BFloat16:
      type = at::kBFloat16;
      break;
    case DtypeChoice::Float16:
      type = at::kHalf;
      break;
  }
  if (!cuda && type == at::kHalf)
    throw Error(ErrorCode::Device,
                base::message("float16 is computed on a GPU only; on the CPU use --dtype bfloat16 or float32 "
                              "(a float16 checkpoint loads in either)."));
  return at::TensorOptions().device(cuda ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU)).dtype(type);
}

int processor_count() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  // More processors than the set has room for are an error here.
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return std::max(1, CPU_COUNT(&allowed));
}

int physical_cores() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  std::set<std::string> cores;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed)) continue;
    std::string siblings = std::to_string(cpu);
    std::ifstream stream("/sys/devices/system/cpu/cpu" + siblings + "/topology/thread_siblings_list");
    std::getline(stream, siblings);
    cores.insert(siblings);
  }
  return std::max(1, static_cast<int>(cores.size()));
}

int usable_threads(int wanted) {
  return wanted > 0 ? std::min(wanted, processor_count()) : physical_cores();
}

base::Message threads_notice(int wanted) {
  if (wanted <= processor_count()) return {};
  return base::message(
      "%1 threads are more than there are processors for this program (%2); no more than that are used.",
      wanted, processor_count());
}

int set_threads(int wanted) {
  const int count = usable_threads(wanted);
  at::set_num_threads(count);
  kernels::set_openblas_threads(count);
  return count;
}

void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the largest that glibc takes
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
}

std::int64_t available_memory() {
  const std::int64_t available = proc_kilobytes("/proc/meminfo", "MemAvailable:");
  return std::min(available < 0 ? std::numeric_limits<std::int64_t>::max() : available, free_address_space());
}

void check_address_space(int threads) {
  constexpr std::int64_t kThreadBytes = 192 << 20;  // OpenBLAS' buffer of 128 MiB, malloc's arena, the stack
  const std::int64_t needed = kThreadBytes * (1 + usable_threads(threads));
  const std::int64_t available = free_address_space();
  if (available < needed)
    throw Error(
        ErrorCode::Device,
        base::message("Computing needs %1 of address space beside the model, and the limit of this process "
                      "leaves %2; raise the limit of memory (ulimit -v), or use fewer threads.",
                      bytes_text(needed), bytes_text(available)));
}

void rethrow_memory_errors(const base::Message& what) {
  const auto refuse = [&] {
    throw Error(ErrorCode::Device, base::message("%1 needs more memory than is free (%2); close other "
                                                 "programs, ask for fewer frames, or use a smaller model.",
                                                 what, bytes_text(available_memory())));
  };
  try {
    throw;
  } catch (const std::bad_alloc&) {
    refuse();
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::resource_unavailable_try_again) refuse();  // no room for a thread
    throw;
  } catch (const c10::Error& error) {
    if (is_memory_message(error.what_without_backtrace())) refuse();
    throw;
  }
  throw;
}

std::string device_name(const at::TensorOptions& options) {
  return options.device().is_cuda() ? "cuda:" + std::to_string(options.device().index()) : "cpu";
}

std::string dtype_name(const at::TensorOptions& options) {
  switch (c10::typeMetaToScalarType(options.dtype())) {
    case at::kHalf:
      return "float16";
    case at::kBFloat16:
      return "bfloat16";
    default:
      return "float32";
  }
}

std::string kept_name(kernels::KeptForm form, const at::TensorOptions& options) {
  return form == kernels::KeptForm::Codes     ? "8bit"
         : form == kernels::KeptForm::Float16 ? "float16"
                                              : dtype_name(options);
}

at::TensorOptions options_of(const ModelFacts& model) {
  at::TensorOptions options = at::device(at::Device(model.device));
  for (const at::ScalarType type : {at::kHalf, at::kBFloat16, at::kFloat})
    if (model.dtype == dtype_name(at::dtype(type))) options = options.dtype(type);
  return options;
}

std::string bytes_text(std::int64_t bytes) {
  char text[32];
  if (bytes >= 1'000'000'000)
    std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
  else
    std::snprintf(text, sizeof text, "%.0f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

}  // namespace vp::engine
