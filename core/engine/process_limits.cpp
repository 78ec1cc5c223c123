#include "engine/process_limits.h"

#include <malloc.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <limits>
#include <set>
#include <string_view>
#include <thread>

#include "base/error.h"

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

}  // namespace

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

std::int64_t private_memory() {
  return proc_kilobytes("/proc/self/status", "RssAnon:");
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

std::string bytes_text(std::int64_t bytes) {
  char text[32];
  if (bytes >= 1'000'000'000)
    std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
  else
    std::snprintf(text, sizeof text, "%.0f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

}  // namespace vp::engine
