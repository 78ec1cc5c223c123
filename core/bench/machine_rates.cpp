#include "bench/machine_rates.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

namespace vp::bench {
namespace {

constexpr std::int64_t kMatrixSide = 4096;
constexpr std::int64_t kReadBytes = std::int64_t{1} << 30;  // far more than any cache

template <typename Work>
double best_seconds(int repeats, const Work& work) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < repeats; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

at::ScalarType scalar_type(const std::string& dtype) {
  if (dtype == "bfloat16") return at::kBFloat16;
  if (dtype == "float16") return at::kHalf;
  return at::kFloat;
}

}  // namespace

MachineRates measure_machine_rates(const std::string& dtype) {
  const at::NoGradGuard no_grad;
  MachineRates rates;
  const at::Tensor a = at::rand({kMatrixSide, kMatrixSide}).to(scalar_type(dtype));
  const at::Tensor b = at::rand({kMatrixSide, kMatrixSide}).to(scalar_type(dtype));
  const double side = kMatrixSide;
  rates.matrix_gflops = 2e-9 * side * side * side / best_seconds(4, [&] { at::linear(a, b); });

  const std::vector<std::uint64_t> memory(kReadBytes / sizeof(std::uint64_t), 1);
  std::vector<std::uint64_t> sums(static_cast<std::size_t>(at::get_num_threads()));
  const double seconds = best_seconds(5, [&] {
    at::parallel_for(0, static_cast<std::int64_t>(memory.size()), 1 << 20,
                     [&](std::int64_t first, std::int64_t last) {
                       std::uint64_t sum = 0;
                       for (std::int64_t i = first; i < last; ++i) sum += memory[static_cast<std::size_t>(i)];
                       sums[static_cast<std::size_t>(at::get_thread_num())] += sum;
                     });
  });
  // Using the sums keeps the compiler from leaving the reading out.
  const bool read = std::any_of(sums.begin(), sums.end(), [](std::uint64_t sum) { return sum != 0; });
  rates.memory_read_gb_s = read ? 1e-9 * static_cast<double>(kReadBytes) / seconds : 0;
  return rates;
}

}  // namespace vp::bench
