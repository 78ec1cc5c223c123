// Every body of every kernel, for each instruction set that this processor has, against the plain form.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>
#include <cmath>
#include <functional>
#include <vector>

#include "kernels/add_to_float.h"
#include "kernels/causal_attention.h"
#include "kernels/causal_attention_cpu.h"
#include "kernels/depthwise_conv.h"
#include "kernels/float_product_cpu.h"
#include "kernels/folded_attention.h"
#include "kernels/folded_attention_cpu.h"
#include "kernels/gated_silu.h"
#include "kernels/gated_silu_cpu.h"
#include "kernels/linear.h"
#include "kernels/linear_cpu.h"
#include "kernels/rms_norm.h"
#include "kernels/rms_norm_cpu.h"
#include "kernels/rotary.h"
#include "kernels/rotary_cpu.h"
#include "kernels/window_attention.h"
#include "support/rounding.h"

namespace vp::kernels {
namespace {

using Tensors = std::vector<at::Tensor>;

/// A kernel with fixed random arguments.
struct Case {
  std::function<Tensors(CpuLevel)> body;
  /// ATen's operators, in float32 on the same values.
  std::function<Tensors()> plain;
  /// How often a value of the result's size is rounded to the kernel's type (vp::test::rounding_tolerance).
  std::function<double(const Tensors& expected)> roundings = [](const Tensors&) { return 1; };
};

at::Tensor random(at::IntArrayRef shape, at::ScalarType dtype) {
  return at::randn(shape).to(dtype);
}

at::Tensor in_float(const at::Tensor& x) {
  return x.to(at::kFloat);
}

double largest(const at::Tensor& x) {
  return x.abs().max().item<double>();
}

// No width below is a multiple of 16, where the kernel allows that: the last lanes are a case of their own.

Case add_to_float_case(at::ScalarType dtype) {
  const at::Tensor a = random({7, 1003}, dtype), b = random({7, 1003}, dtype);
  return {[=](CpuLevel level) { return Tensors{add_to_float_cpu(a, b, level)}; },
          [=] { return Tensors{in_float(a) + in_float(b)}; }};
}

Case causal_attention_case(at::ScalarType dtype, std::int64_t positions, std::int64_t keys,
                           std::int64_t head_dim) {
  const at::Tensor q = random({positions, 4, head_dim}, dtype);
  const at::Tensor k = random({2, keys, head_dim}, dtype);
  const at::Tensor v = random({2, keys, head_dim}, dtype);
  const double scale = 1 / std::sqrt(static_cast<double>(head_dim));
  return {[=](CpuLevel level) { return Tensors{causal_attention_cpu(q, k, v, scale, level)}; },
          [=] { return Tensors{causal_attention(in_float(q), in_float(k), in_float(v), scale)}; },
          // The result, and with bfloat16 products the weights of the values, which sum to one.
          [=](const Tensors& expected) { return 1 + largest(in_float(v)) / largest(expected[0]); }};
}

Case gated_silu_case(at::ScalarType dtype) {
  const at::Tensor gate_up = random({9, 2 * 1003}, dtype);
  return {[=](CpuLevel level) { return Tensors{gated_silu_cpu(gate_up, level)}; },
          [=] { return Tensors{gated_silu(in_float(gate_up))}; }};
}

Case linear_row_case(at::ScalarType dtype) {
  const at::Tensor x = random({1, 1003}, dtype);
  const at::Tensor weight = random({23, 1003}, dtype);
  const at::Tensor bias = random({23}, dtype);
  return {[=](CpuLevel level) { return Tensors{linear_row_cpu(x, weight, bias, dtype, level)}; },
          [=] { return Tensors{linear(in_float(x), in_float(weight), in_float(bias))}; }};
}

// More columns than are turned at a time; no number of rows of x or of weights fills its last tile.
Case float_product_case(at::ScalarType dtype) {
  const at::Tensor x = random({29, 1043}, at::kFloat);
  const at::Tensor weight = random({75, 1043}, dtype);
  const at::Tensor bias = random({75}, dtype);
  return {
      [=](CpuLevel level) {
        if (!has_float_product(x, weight, level)) return Tensors{};
        return Tensors{float_product_cpu(x, weight, bias, level), float_product_cpu(x, weight, {}, level)};
      },
      [=] {
        const at::Tensor product = at::linear(x, in_float(weight));
        return Tensors{product + in_float(bias), product};
      }};
}

Case rms_norm_case(at::ScalarType dtype) {
  const at::Tensor x = random({9, 1003}, at::kFloat);
  const at::Tensor weight = random({1003}, dtype);
  return {[=](CpuLevel level) { return Tensors{rms_norm_cpu(x, weight, 1e-5, level)}; },
          [=] { return Tensors{rms_norm(x, in_float(weight), 1e-5)}; }};
}

Case rotary_case(at::ScalarType dtype) {
  const at::Tensor x = random({7, 3, 2 * 19}, dtype);
  const at::Tensor angles = random({7, 19}, at::kFloat);
  const at::Tensor c = angles.cos();
  const at::Tensor s = angles.sin();
  return {[=](CpuLevel level) { return Tensors{rotate_cpu(x, c, s, level)}; },
          [=] { return Tensors{rotate(in_float(x), c, s)}; }};
}

// Several tiles, the last one not full; heads that are no multiple of four.
Case folded_attention_case(std::int64_t tokens, std::int64_t heads) {
  const at::Tensor x = random({2, tokens, 112}, at::kFloat) * 2 + 3;
  const at::Tensor keys = random({heads, 112}, at::kFloat) * 0.3;
  return {[=](CpuLevel level) {
            const FoldedAttention found = folded_attention_cpu(x, keys, 1e-5, level);
            return Tensors{found.weights, found.mean};
          },
          [=] {
            const FoldedAttention expected = vp::kernels::folded_attention(x, keys, 1e-5);
            return Tensors{expected.weights, expected.mean};
          }};
}

Case window_attention_case(at::ScalarType dtype, std::int64_t size) {
  const at::Tensor tokens = random({11, size, 48}, at::kFloat);
  const at::Tensor queries = random({3, 11, 48}, dtype);
  return {[=](CpuLevel level) {
            const WindowAttention found = window_attention_cpu(tokens, queries, level);
            return Tensors{found.weights, found.mean};
          },
          [=] {
            const WindowAttention expected = window_attention(tokens, in_float(queries));
            return Tensors{expected.weights, expected.mean};
          }};
}

// A rectangle out of the middle of frames, as the valid patches are.
Case cut_windows_case(at::ScalarType dtype, std::int64_t stride) {
  const auto inside = [&](const at::Tensor& x) {
    return x.narrow(1, 1, 2 * stride).narrow(2, 2, 3 * stride);
  };
  const at::Tensor a = inside(random({3, 8, 9, 35}, at::kFloat)), b = inside(random({3, 8, 9, 35}, dtype));
  return {[=](CpuLevel level) {
            const Windows found = cut_windows_cpu(a, b, stride, level);
            return Tensors{found.tokens, found.mean};
          },
          [=] {
            const Windows expected = cut_windows(a, in_float(b), stride);
            return Tensors{expected.tokens, expected.mean};
          }};
}

// `kernel_w` 1 and 3 have bodies of their own.
Case depthwise_conv_case(bool add_input, at::ScalarType dtype, std::int64_t kernel_w, std::int64_t width) {
  constexpr std::int64_t kChannels = 16 * 16 + 4 * 16 + 16 + 3;  // every width of block
  const at::Tensor x = random({2, 4, 5, width, kChannels}, dtype);
  const at::Tensor weight = random({kChannels, 1, 3, 3, kernel_w}, at::kFloat);
  const at::Tensor bias = random({kChannels}, at::kFloat);
  return {[=](CpuLevel level) {
            return Tensors{
                depthwise_conv3d_cpu(x, depthwise_taps(weight), bias, {3, 3, kernel_w}, add_input, level)};
          },
          [=] {
            const at::Tensor y = depthwise_conv3d(in_float(x), weight, bias);
            return Tensors{add_input ? y + in_float(x) : y};
          }};
}

}  // namespace

class TestCpuLevels : public QObject {
  Q_OBJECT

  static std::vector<CpuLevel> levels() { return available_levels(); }

  static void compare(const Case& kernel, at::ScalarType dtype) {
    // Operators record gradients and so keep the public functions from taking their CPU bodies.
    const Tensors expected = kernel.plain();
    const at::NoGradGuard no_grad;
    const double tolerance = vp::test::rounding_tolerance(dtype, kernel.roundings(expected));
    for (const CpuLevel level : levels()) {
      const Tensors found = kernel.body(level);
      if (found.empty()) continue;  // there is no body at this level
      QCOMPARE(found.size(), expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        QVERIFY(found[i].sizes() == expected[i].sizes());
        const double difference = largest(in_float(found[i]) - expected[i]) / largest(expected[i]);
        QVERIFY2(difference < tolerance,
                 qPrintable(QString("%1, result %2: %3").arg(name_of(level)).arg(i).arg(difference)));
      }
    }
  }

  static void add_dtypes() {
    QTest::addColumn<int>("dtype");
    QTest::newRow("float32") << static_cast<int>(at::kFloat);
    QTest::newRow("bfloat16") << static_cast<int>(at::kBFloat16);
  }

  static at::ScalarType dtype() {
    QFETCH(int, dtype);
    return static_cast<at::ScalarType>(dtype);
  }

 private slots:
  void init() { at::manual_seed(5); }

  void add_to_float_data() { add_dtypes(); }
  void add_to_float() { compare(add_to_float_case(dtype()), at::kFloat); }
  void causal_attention_of_one_position_data() { add_dtypes(); }
  void causal_attention_of_one_position() { compare(causal_attention_case(dtype(), 1, 77, 144), dtype()); }
  void causal_attention_in_blocks_data() { add_dtypes(); }
  void causal_attention_in_blocks() { compare(causal_attention_case(dtype(), 75, 140, 80), dtype()); }
  void gated_silu_data() { add_dtypes(); }
  void gated_silu() { compare(gated_silu_case(dtype()), dtype()); }
  void float_product_data() {
    add_dtypes();
    QTest::newRow("float16") << static_cast<int>(at::kHalf);
  }
  void float_product() { compare(float_product_case(dtype()), at::kFloat); }

  void linear_row_data() { add_dtypes(); }
  void linear_row() { compare(linear_row_case(dtype()), dtype()); }
  void rms_norm_data() { add_dtypes(); }
  void rms_norm() { compare(rms_norm_case(dtype()), dtype()); }
  void rotary_data() { add_dtypes(); }
  void rotary() { compare(rotary_case(dtype()), dtype()); }
  void window_attention_data() { add_dtypes(); }
  void window_attention() {
    for (const std::int64_t size : {4, 9}) compare(window_attention_case(dtype(), size), dtype());
  }
  void cut_windows_data() { add_dtypes(); }
  void cut_windows() {
    for (const std::int64_t stride : {2, 1}) compare(cut_windows_case(dtype(), stride), at::kFloat);
  }
  void folded_attention() {
    compare(folded_attention_case(300, 3), at::kFloat);
    compare(folded_attention_case(1, 8), at::kFloat);
  }
  void depthwise_conv_data() { add_dtypes(); }
  void depthwise_conv() {
    for (const std::int64_t kernel_w : {1, 3, 5})
      for (const std::int64_t width : {1, 2, 6, 11})
        for (const bool add_input : {false, true})
          compare(depthwise_conv_case(add_input, dtype(), kernel_w, width), dtype());
  }
};

}  // namespace vp::kernels

QTEST_GUILESS_MAIN(vp::kernels::TestCpuLevels)
#include "test_cpu_levels.moc"
