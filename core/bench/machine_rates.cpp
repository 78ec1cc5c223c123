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
constexpr double kLongestProduct_s = 0.4;

template <typename Work>
double best_seconds(const Work& work, const std::stop_token& stop, int runs = kRuns) {
  using Clock = std::chrono::steady_clock;
  double best = 1e30;
  for (int run = 0; run < runs; ++run) {
    base::throw_if_stopped(stop);
    const auto start = Clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
  }
  return best;
}

/// Seconds of one (rows, width) x (width, width) product.
double product_seconds(at::ScalarType dtype, std::int64_t rows, std::int64_t width, int runs,
                       const std::stop_token& stop) {
  const at::Tensor x = at::full({rows, width}, 0.5, dtype);
  const at::Tensor weight = at::full({width, width}, 0.25, dtype);
  return best_seconds([&] { kernels::product_with_rows(x, weight); }, stop, runs);
}

MachineRates matrix_rates(at::ScalarType dtype, const std::stop_token& stop) {
  constexpr std::int64_t kMostRows = 512;
  constexpr std::int64_t kWidth = 4096;
  const auto gflop = [](std::int64_t rows, std::int64_t width) {
    return 2e-9 * static_cast<double>(rows * width * width);
  };
  // From a product of a millisecond on, each one larger than the one before.
  double rate = 0;
  for (const std::int64_t width : {256, 1024}) {
    if (rate > 0 && gflop(8, width) / rate > kLongestProduct_s) break;
    rate = gflop(8, width) / product_seconds(dtype, 8, width, 2, stop);
  }
  std::int64_t rows = kMostRows;
  while (rows > 1 && gflop(rows, kWidth) / rate > kLongestProduct_s) rows /= 2;
  // The rate grows with the size: once more from what that product took.
  const double seconds = product_seconds(dtype, rows, kWidth, 1, stop);
  for (double longer = 2 * seconds; rows < kMostRows && longer < kLongestProduct_s; longer *= 2) rows *= 2;
  const int runs = seconds < kLongestProduct_s ? kRuns : 2;
  return {gflop(rows, kWidth) / product_seconds(dtype, rows, kWidth, runs, stop), static_cast<int>(rows), 0};
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

double memory_read_gb_s(const std::stop_token& stop) {
  constexpr std::int64_t kBytes = std::int64_t{512} << 20;  // far beyond any cache
  constexpr std::int64_t kPiece = std::int64_t{1} << 20;
  const at::Tensor memory = at::full({kBytes}, 1, at::kByte);
  const auto* bytes = static_cast<const std::byte*>(memory.data_ptr());
  std::atomic<std::uint64_t> sink{0};  // or the reading would be optimised away
  const double seconds = best_seconds(
      [&] {
        at::parallel_for(0, kBytes / kPiece, 1, [&](std::int64_t first, std::int64_t last) {
          sink ^= fold(bytes + first * kPiece, (last - first) * kPiece);
        });
      },
      stop);
  return static_cast<double>(kBytes) / seconds / 1e9;
}

}  // namespace

MachineRates measure_machine_rates(const std::string& dtype, const std::stop_token& stop) {
  if (dtype != "float32" && dtype != "bfloat16") {
    throw base::Error(base::ErrorCode::Usage, base::untranslated("The precision to measure is \"" + dtype +
                                                                 "\"; it must be float32 or bfloat16."));
  }
  const at::NoGradGuard no_grad;
  try {
    MachineRates rates = matrix_rates(dtype == "float32" ? at::kFloat : at::kBFloat16, stop);
    rates.memory_read_gb_s = memory_read_gb_s(stop);
    return rates;
  } catch (const c10::Error&) {
    throw base::Error(base::ErrorCode::Device,
                      base::untranslated("There is not enough memory to measure this machine (0.6 GB)."));
  } catch (const std::bad_alloc&) {
    throw base::Error(base::ErrorCode::Device,
                      base::untranslated("There is not enough memory to measure this machine (0.6 GB)."));
  }
}

}  // namespace vp::bench
