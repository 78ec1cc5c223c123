#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTest>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "kernels/causal_attention.h"
#include "kernels/gated_silu.h"
#include "kernels/linear.h"
#include "kernels/rms_norm.h"
#include "kernels/rotary.h"
#include "support/rounding.h"

namespace vp::kernels {
namespace {

double relative_difference(const at::Tensor& found, const at::Tensor& expected) {
  const at::Tensor difference = (found.to(at::kDouble) - expected).abs().max();
  return difference.item<double>() / expected.abs().max().item<double>();
}

at::Tensor in_double(const at::Tensor& x) {
  return x.to(at::kDouble);
}

double largest(const at::Tensor& x) {
  return x.abs().max().item<double>();
}

at::Tensor reference_attention(const at::Tensor& query, const at::Tensor& keys, const at::Tensor& values,
                               double scale) {
  const std::int64_t n = query.size(0);
  const std::int64_t m = keys.size(1);
  const std::int64_t share = query.size(1) / keys.size(0);
  const at::Tensor k = in_double(keys).repeat_interleave(share, 0);
  const at::Tensor v = in_double(values).repeat_interleave(share, 0);
  const at::Tensor scores = at::matmul(in_double(query).transpose(0, 1), k.transpose(1, 2)) * scale;
  const at::Tensor hidden = at::ones({n, m}, at::kBool).triu(m - n + 1);
  const at::Tensor weights =
      at::softmax(scores.masked_fill(hidden, -std::numeric_limits<double>::infinity()), -1);
  return at::matmul(weights, v).transpose(0, 1);
}

}  // namespace

/// Every kernel against the formula in double precision on the same inputs, on the CPU body (no gradients)
/// and on the operators of LibTorch (gradients recorded).
class TestDecoderKernels : public QObject {
  Q_OBJECT

  static void add_dtypes(const char* name, const std::function<void(const char*, int)>& add) {
    add(qPrintable(QString("%1, float32").arg(name)), static_cast<int>(at::kFloat));
    add(qPrintable(QString("%1, bfloat16").arg(name)), static_cast<int>(at::kBFloat16));
  }

  /// `roundings`: see vp::test::rounding_tolerance.
  template <typename Compute>
  static void check(at::ScalarType dtype, const at::Tensor& expected, const Compute& compute,
                    double roundings = 1) {
    const double tolerance = vp::test::rounding_tolerance(dtype, roundings);
    const auto text = [&](const char* form, double difference) {
      return QString("%1: %2, allowed are %3").arg(form).arg(difference).arg(tolerance);
    };
    {
      const at::NoGradGuard no_grad;
      const double difference = relative_difference(compute(), expected);
      QVERIFY2(difference < tolerance, qPrintable(text("CPU body", difference)));
    }
    const double difference = relative_difference(compute(), expected);
    QVERIFY2(difference < tolerance, qPrintable(text("operators", difference)));
  }

 private slots:
  void init() { at::manual_seed(12); }

  void causal_attention_data() {
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("m");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("groups");
    QTest::addColumn<int>("head_dim");
    const auto row = [](const char* name, int n, int m, int heads, int groups, int head_dim) {
      add_dtypes(name, [=](const char* full, int dtype) {
        QTest::newRow(full) << dtype << n << m << heads << groups << head_dim;
      });
    };
    row("one position, nothing before", 1, 1, 4, 4, 64);
    row("one position", 1, 130, 4, 2, 128);
    row("one position, head of 96", 1, 77, 6, 1, 96);
    row("first positions", 40, 40, 2, 2, 16);
    row("a head in whole panels", 64, 128, 2, 2, 64);
    row("across blocks", 150, 290, 4, 2, 128);
    row("several tasks", 300, 300, 6, 2, 80);
    row("two positions behind many", 2, 513, 4, 1, 128);
    row("large head", 20, 200, 2, 1, 256);
    row("head that no register divides", 20, 50, 2, 1, 18);
  }

  void causal_attention() {
    QFETCH(int, dtype);
    QFETCH(int, n);
    QFETCH(int, m);
    QFETCH(int, heads);
    QFETCH(int, groups);
    QFETCH(int, head_dim);
    const auto type = static_cast<at::ScalarType>(dtype);
    // As the decoder hands them over: queries beside keys in one tensor, keys in a larger buffer.
    const at::Tensor query = at::randn({n, heads + groups, head_dim}).mul(2).to(type).narrow(1, 0, heads);
    const at::Tensor keys = at::randn({groups, m + 5, head_dim}).to(type).narrow(1, 0, m);
    const at::Tensor values = at::randn({groups, m + 5, head_dim}).to(type).narrow(1, 0, m);
    const double scale = 1.0 / std::sqrt(head_dim);
    const at::Tensor expected = reference_attention(query, keys, values, scale);
    // The result is rounded, and where the processor multiplies bfloat16 also the weights, which sum to one:
    // that moves the result by up to one rounding of the largest value that is mixed.
    check(
        type, expected, [&] { return kernels::causal_attention(query, keys, values, scale); },
        1 + largest(values.to(at::kDouble)) / largest(expected));
  }

  void large_scores_do_not_overflow() {
    const at::NoGradGuard no_grad;
    const at::Tensor query = at::full({8, 1, 16}, 100.0);
    const at::Tensor keys = at::arange(200, at::kFloat).view({1, 200, 1}).expand({1, 200, 16}).contiguous();
    const at::Tensor values = at::arange(200, at::kFloat).view({1, 200, 1}).expand({1, 200, 16}).contiguous();
    // Every query sees only its last key: score differences of 1600.
    const at::Tensor expected = at::arange(192, 200, at::kDouble).view({8, 1, 1}).expand({8, 1, 16});
    QVERIFY(relative_difference(kernels::causal_attention(query, keys, values, 1.0), expected) < 1e-6);
    const at::Tensor last = kernels::causal_attention(query.narrow(0, 0, 1), keys, values, 1.0);
    QVERIFY(relative_difference(last, expected.narrow(0, 7, 1)) < 1e-6);
  }

  void rows_data() {
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("width");
    for (const auto& [n, width] : {std::pair{1, 4096}, {1, 6}, {3, 34}, {70, 160}, {9, 1000}}) {
      add_dtypes(qPrintable(QString("%1 x %2").arg(n).arg(width)),
                 [n = n, width = width](const char* full, int dtype) {
                   QTest::newRow(full) << dtype << n << width;
                 });
    }
  }

  void rows() {
    QFETCH(int, dtype);
    QFETCH(int, n);
    QFETCH(int, width);
    const auto type = static_cast<at::ScalarType>(dtype);
    const at::Tensor x = at::randn({n, width}) * 3;
    const at::Tensor weight = (at::randn({width}) * 0.2 + 1).to(type);
    const at::Tensor mean_square = in_double(x).square().mean(-1, true);
    check(type, in_double(x) / (mean_square + 1e-5).sqrt() * in_double(weight),
          [&] { return rms_norm(x, weight, 1e-5); });

    const at::Tensor gate_up = (at::randn({n, 2 * width}) * 8).to(type);
    const at::Tensor gate = in_double(gate_up).narrow(1, 0, width);
    check(type, gate * at::sigmoid(gate) * in_double(gate_up).narrow(1, width, width),
          [&] { return gated_silu(gate_up); });

    const at::Tensor input = x.to(type);
    const at::Tensor matrix = at::randn({23, width}).to(type);
    const at::Tensor bias = at::randn({23}).to(type);
    const at::Tensor product = at::matmul(in_double(input), in_double(matrix).t());
    // The operators may round the product before they add the bias to it.
    const at::Tensor sum = product + in_double(bias);
    check(
        type, sum, [&] { return linear(input, matrix, bias); }, 1 + largest(product) / largest(sum));
    check(type, product, [&] { return linear_to_float(input, matrix); });
    QCOMPARE(linear_to_float(input, matrix).scalar_type(), at::kFloat);
  }

  void rotary_data() { rows_data(); }

  void rotary() {
    QFETCH(int, dtype);
    QFETCH(int, n);
    QFETCH(int, width);
    const auto type = static_cast<at::ScalarType>(dtype);
    const std::int64_t half = width / 2;
    const at::Tensor x = at::randn({n, 5, 2 * half}).to(type).narrow(1, 1, 3);  // some heads of a wider row
    const at::Tensor angles = at::randn({n, half}) * 10;
    const at::Tensor c = in_double(angles.cos()).unsqueeze(1);
    const at::Tensor s = in_double(angles.sin()).unsqueeze(1);
    const at::Tensor a = in_double(x).narrow(2, 0, half);
    const at::Tensor b = in_double(x).narrow(2, half, half);
    check(type, at::cat({a * c - b * s, b * c + a * s}, 2),
          [&] { return rotate(x, angles.cos(), angles.sin()); });
  }
};

}  // namespace vp::kernels

QTEST_GUILESS_MAIN(vp::kernels::TestDecoderKernels)
#include "test_decoder_kernels.moc"
