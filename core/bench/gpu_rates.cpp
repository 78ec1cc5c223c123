#include "bench/gpu_rates.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/matmul.h>
#include <c10/core/DeviceGuard.h>
#include <c10/cuda/CUDAFunctions.h>

#include <algorithm>
#include <chrono>

#include "base/error.h"

namespace vp::bench {
namespace {

constexpr int kRounds = 5;

/// The best of several rounds, of `count` calls each: seconds of one.
template <typename Work>
double best_seconds(int count, const std::stop_token& stop, const Work& work) {
  using Clock = std::chrono::steady_clock;
  work();  // what a first call sets up
  double best = 1e30;
  for (int round = 0; round < kRounds; ++round) {
    base::throw_if_stopped(stop);
    wait_for_gpu();
    const auto start = Clock::now();
    for (int i = 0; i < count; ++i) work();
    wait_for_gpu();
    best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count() / count);
  }
  return best;
}

}  // namespace

MachineRates measure_gpu_rates(const at::TensorOptions& options, const std::stop_token& stop) {
  constexpr std::int64_t kWidth = 8192, kBytes = std::int64_t{1} << 30;
  const c10::DeviceGuard guard(options.device());
  MachineRates rates;
  rates.matrix_rows = kWidth;
  {
    const at::Tensor x = at::full({kWidth, kWidth}, 0.5, options), weight = at::full_like(x, 0.25);
    at::Tensor y = at::empty_like(x);
    const double seconds = best_seconds(8, stop, [&] { at::matmul_out(y, x, weight.t()); });
    rates.matrix_gflops = 2e-9 * kWidth * kWidth * kWidth / seconds;
  }
  const at::Tensor from = at::full({kBytes}, 1, options.dtype(at::kByte)), to = at::empty_like(from);
  rates.memory_read_gb_s = 2e-9 * kBytes / best_seconds(8, stop, [&] { to.copy_(from); });
  const at::Tensor one = at::full({1}, 1, options.dtype(at::kFloat));
  rates.launch_us = 1e6 * best_seconds(1000, stop, [&] { one.add_(1); });
  return rates;
}

void wait_for_gpu() {
  c10::cuda::device_synchronize();
}

}  // namespace vp::bench
