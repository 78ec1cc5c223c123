// The kernels' loops run on as many threads as LibTorch was given.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>
#include <chrono>
#include <ctime>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "kernels/causal_attention_cpu.h"
#include "kernels/depthwise_conv.h"
#include "kernels/float_product_cpu.h"
#include "kernels/folded_attention_cpu.h"
#include "kernels/gated_silu_cpu.h"
#include "kernels/linear_cpu.h"
#include "kernels/packed_attention.h"
#include "kernels/quantised_product_cpu.h"
#include "kernels/quantised_rows.h"
#include "kernels/quantised_rows_cpu.h"
#include "kernels/rms_norm_cpu.h"
#include "kernels/rotary_cpu.h"
#include "kernels/window_attention.h"

namespace vp::kernels {
namespace {

double seconds_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Processor time of all other threads, as a share of this thread's, while it calls the kernel.
double share_of_other_threads(const std::function<void()>& kernel) {
  kernel();
  // LibTorch's own threads wait a little for more work, actively, before they sleep.
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  const double all = seconds_of(CLOCK_PROCESS_CPUTIME_ID), own = seconds_of(CLOCK_THREAD_CPUTIME_ID);
  double spent = 0;
  while (spent < 0.05) {
    kernel();
    spent = seconds_of(CLOCK_THREAD_CPUTIME_ID) - own;
  }
  return (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - all - spent) / spent;
}

using Tensors = std::vector<at::Tensor>;

/// A kernel with arguments that are large enough for two threads.
struct Case {
  const char* name;
  std::function<Tensors()> run;
};

at::Tensor random(at::IntArrayRef shape, at::ScalarType dtype = at::kFloat) {
  return at::randn(shape).to(dtype);
}

std::vector<Case> cases() {
  at::manual_seed(5);
  std::vector<Case> result;
  for (const auto& [name, dtype] : {std::pair{"a row through float32 weights", at::kFloat},
                                    {"a row through bfloat16 weights", at::kBFloat16},
                                    {"a row through float16 weights", at::kHalf}}) {
    const at::Tensor x = random({1, 1024}), weight = random({512, 1024}, dtype);
    result.push_back({name, [=] { return Tensors{linear_row_cpu(x, weight, {}, at::kFloat)}; }});
  }
  if (cpu_level() >= CpuLevel::Avx2) {
    const at::Tensor x = random({64, 512}), weight = random({256, 512}, at::kBFloat16);
    result.push_back(
        {"rows through bfloat16 weights", [=] { return Tensors{float_product_cpu(x, weight, {})}; }});
  }
  for (const auto& [name, bits] :
       {std::pair{"a row through 8-bit weights", 8}, {"a row through 4-bit weights", 4}}) {
    const at::Tensor x = random({1, 1024});
    const QuantisedRows weight = quantise(random({1024, 1024}), bits);
    result.push_back({name, [=] { return Tensors{quantised_row_product_cpu(x, weight)}; }});
  }
  for (const auto& [name, bits] :
       {std::pair{"rows through 8-bit weights", 8}, {"rows through 4-bit weights", 4}}) {
    if (!has_integer_product(bits)) continue;
    const at::Tensor x = random({64, 512});
    const QuantisedRows weight = quantise(random({256, 512}), bits);
    result.push_back({name, [=] { return Tensors{quantised_product_cpu(x, weight)}; }});
  }
  const at::Tensor rows = random({256, 512});
  result.push_back({"quantise", [=] {
                      const QuantisedRows found = quantise(rows, 4);
                      return Tensors{found.codes, found.scales, found.offsets};
                    }});
  const QuantisedRows quantised = quantise(rows, 4);
  const at::Tensor widened = at::empty({256, 512});
  result.push_back({"dequantise", [=] {
                      dequantise_cpu(quantised, widened);
                      return Tensors{widened.clone()};
                    }});
  for (const auto& [name, positions] :
       {std::pair{"attention of many positions", 96}, {"attention of one position", 1}}) {
    const at::Tensor query = random({positions, 8, 64});
    const at::Tensor keys = random({8, 512, 64}), values = random({8, 512, 64});
    result.push_back({name, [=] { return Tensors{causal_attention_cpu(query, keys, values, 0.125)}; }});
  }
  const at::Tensor gate_up = random({64, 2048}), silu_gradient = random({64, 1024});
  result.push_back({"gated SiLU", [=] { return Tensors{gated_silu_cpu(gate_up)}; }});
  result.push_back(
      {"gated SiLU, backwards", [=] { return Tensors{gated_silu_backward_cpu(silu_gradient, gate_up)}; }});
  const at::Tensor x = random({1024, 256}), gain = random({256});
  result.push_back({"RMSNorm", [=] { return Tensors{rms_norm_cpu(x, gain, 1e-5)}; }});
  result.push_back({"RMSNorm, backwards", [=] {
                      const auto [of_x, of_weight] = rms_norm_backward_cpu(x, x, gain, 1e-5);
                      return Tensors{of_x, of_weight};
                    }});
  const at::Tensor heads = random({256, 8, 64}), angles = random({256, 32});
  result.push_back({"rotary", [=] { return Tensors{rotate_cpu(heads, angles, angles)}; }});
  const at::Tensor tokens = random({2, 2048, 128}), queries = random({4, 128});
  result.push_back({"folded attention", [=] {
                      const FoldedAttention found = folded_attention_cpu(tokens, queries, 1e-5);
                      return Tensors{found.weights, found.mean};
                    }});
  const at::Tensor windows = random({256, 16, 64}), of_windows = random({4, 256, 64});
  result.push_back({"window attention", [=] {
                      const WindowAttention found = window_attention_cpu(windows, of_windows);
                      return Tensors{found.weights, found.mean};
                    }});
  const at::Tensor picture_a = random({2, 32, 32, 64}), picture_b = random({2, 32, 32, 64});
  result.push_back({"cutting windows", [=] {
                      const Windows found = cut_windows_cpu(picture_a, picture_b, 2);
                      return Tensors{found.tokens, found.mean};
                    }});
  const at::Tensor volume = random({2, 4, 16, 16, 64}), bias = random({64});
  const at::Tensor taps = depthwise_taps(random({64, 1, 3, 3, 3}));
  result.push_back({"depth-wise convolution", [=] {
                      return Tensors{depthwise_conv3d_cpu(volume, taps, bias, {3, 3, 3}, false)};
                    }});
  result.push_back({"depth-wise convolution, backwards", [=] {
                      return Tensors{depthwise_taps_gradient_cpu(volume, volume, {3, 3, 3})};
                    }});
  const at::Tensor qkv = random({96, 24, 64}), turns = random({96, 32});
  const std::vector<PackedSequence> sequences{{0, 48, 48, {}}, {48, 48, 48, {}}};
  result.push_back({"packed attention",
                    [=] { return Tensors{packed_attention(qkv, turns, turns, 8, sequences, 0.125)}; }});
  return result;
}

}  // namespace

class TestThreads : public QObject {
  Q_OBJECT

  static constexpr double kLeastShare = 0.05;
  const std::vector<Case> cases_ = cases();

  void add_cases() const {
    QTest::addColumn<int>("number");
    for (std::size_t i = 0; i < cases_.size(); ++i) QTest::newRow(cases_[i].name) << static_cast<int>(i);
  }

 private slots:
  void init() { at::set_num_threads(2); }

  void work_is_shared_data() { add_cases(); }
  void work_is_shared() {
    QFETCH(int, number);
    const at::NoGradGuard no_grad;
    const Case& kernel = cases_[static_cast<std::size_t>(number)];
    // A plain loop leaves the other threads none. Allocating and sharing out are this thread's alone, the
    // more so in instrumented code, so the half of the work is not to be seen.
    double share = 0;
    for (int attempt = 0; attempt < 3 && share <= kLeastShare; ++attempt)
      share = share_of_other_threads(kernel.run);
    QVERIFY2(share > kLeastShare,
             qPrintable(QString("the other thread does %1 of this one's work").arg(share)));
  }

  void the_number_of_threads_does_not_change_the_result_data() { add_cases(); }
  void the_number_of_threads_does_not_change_the_result() {
    QFETCH(int, number);
    const at::NoGradGuard no_grad;
    const Case& kernel = cases_[static_cast<std::size_t>(number)];
    const Tensors two = kernel.run();
    for (const int threads : {1, 3}) {
      at::set_num_threads(threads);
      const Tensors found = kernel.run();
      QCOMPARE(found.size(), two.size());
      for (std::size_t i = 0; i < found.size(); ++i) QVERIFY(at::equal(found[i], two[i]));
    }
  }
};

}  // namespace vp::kernels

QTEST_GUILESS_MAIN(vp::kernels::TestThreads)
#include "test_threads.moc"
