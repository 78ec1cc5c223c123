#include "bench/machine_rates.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/full.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <new>

#include "base/error.h"
#include "kernels/products.h"

namespace vp::bench {
namespace {

constexpr int kRuns = 8;

template <typename Work>
double best_seconds(const Work& work) {
  using Clock = std::chrono::steady_clock;
  double best = 1e30;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = Clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
  }
  return best;
}

double matrix_gflops(at::ScalarType dtype) {
  constexpr std::int64_t kRows = 512;
  constexpr std::int64_t kWidth = 4096;
  const at::Tensor x = at::full({kRows, kWidth}, 0.5, dtype);
  const at::Tensor weight = at::full({kWidth, kWidth}, 0.25, dtype);
  const double seconds = best_seconds([&] { kernels::product_with_rows(x, weight); });
  return 2.0 * kRows * kWidth * kWidth / seconds / 1e9;
}

/// The exclusive or of all words, four cache lines at a time.
std::uint64_t fold(const std::byte* from, std::int64_t bytes) {
  using Words = std::uint64_t __attribute__((vector_size(64)));
  Words sums[4] = {};
  for (std::int64_t i = 0; i + 256 <= bytes; i += 256) {
    for (int line = 0; line < 4; ++line) {
      Words words;
      std::memcpy(&words, from + i + 64 * line, sizeof words);
      sums[line] ^= words;
    }
  }
  const Words all = sums[0] ^ sums[1] ^ sums[2] ^ sums[3];
  std::uint64_t result = 0;
  for (int i = 0; i < 8; ++i) result ^= all[i];
  return result;
}

double memory_read_gb_s() {
  constexpr std::int64_t kBytes = std::int64_t{512} << 20;  // far beyond any cache
  constexpr std::int64_t kPiece = std::int64_t{1} << 20;
  const at::Tensor memory = at::full({kBytes}, 1, at::kByte);
  const auto* bytes = static_cast<const std::byte*>(memory.data_ptr());
  std::atomic<std::uint64_t> sink{0};  // or the reading would be optimised away
  const double seconds = best_seconds([&] {
    at::parallel_for(0, kBytes / kPiece, 1, [&](std::int64_t first, std::int64_t last) {
      sink ^= fold(bytes + first * kPiece, (last - first) * kPiece);
    });
  });
  return static_cast<double>(kBytes) / seconds / 1e9;
}

}  // namespace

MachineRates measure_machine_rates(const std::string& dtype) {
  if (dtype != "float32" && dtype != "bfloat16") {
    throw base::Error(base::ErrorCode::Usage,
                      "The precision to measure is \"" + dtype + "\"; it must be float32 or bfloat16.");
  }
  const at::NoGradGuard no_grad;
  try {
    return {matrix_gflops(dtype == "float32" ? at::kFloat : at::kBFloat16), memory_read_gb_s()};
  } catch (const c10::Error&) {
    throw base::Error(base::ErrorCode::Device,
                      "There is not enough memory to measure this machine (0.6 GB).");
  } catch (const std::bad_alloc&) {
    throw base::Error(base::ErrorCode::Device,
                      "There is not enough memory to measure this machine (0.6 GB).");
  }
}

}  // namespace vp::bench
