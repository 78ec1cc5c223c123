// Products of bfloat16 matrices against the same in double, on every processor alike.
#include "kernels/products.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <dlfcn.h>

#include <QtTest>
#include <string_view>

#include "kernels/cpu_dispatch.h"
#include "kernels/linear.h"
#include "kernels/openblas.h"
#include "support/rounding.h"

namespace vp::kernels {

class TestProducts : public QObject {
  Q_OBJECT

 private slots:
  void init() { at::manual_seed(21); }

  void rows_data() {
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("in");
    QTest::addColumn<int>("out");
    QTest::newRow("one row") << 1 << 1003 << 23;
    QTest::newRow("one long row") << 1 << 11008 << 12;
    QTest::newRow("several rows") << 70 << 4096 << 33;
    QTest::newRow("more than is widened at a time") << 3 << 4000 << 2500;
  }
  void rows() {
    QFETCH(int, n);
    QFETCH(int, in);
    QFETCH(int, out);
    const at::Tensor x = random({n, in}), weight = random({out, in}), bias = random({out});
    const at::Tensor product = at::matmul(x.to(at::kDouble), weight.to(at::kDouble).t());
    const at::Tensor sum = product + bias.to(at::kDouble);
    for (const bool gradients : {false, true}) {
      at::AutoGradMode mode(gradients);
      compare(product_with_rows(x, weight), product, 1);
      // The product may be rounded before the bias is added to it.
      compare(product_with_rows(x, weight, bias), sum, 1 + largest(product) / largest(sum));
      compare(linear(x, weight, bias), sum, 1 + largest(product) / largest(sum));
      QCOMPARE(product_with_rows(x, weight).scalar_type(), at::kBFloat16);
      QCOMPARE(product_with_rows_to_float(x, weight).scalar_type(), at::kFloat);
      compare(product_with_rows_to_float(x, weight), product, 1);
      compare(linear_to_float(x, weight), product, 1);
    }
  }

  // Of a model that it does not know it takes a processor for a Pentium 4.
  void openblas_uses_what_the_processor_has() {
    set_openblas_threads(1);
    const auto core = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
    if (core == nullptr) QSKIP("LibTorch multiplies by another library here.");
    if (available_levels().back() >= CpuLevel::Avx2 && !qEnvironmentVariableIsSet("OPENBLAS_CORETYPE"))
      QVERIFY2(std::string_view(core()) != "Prescott", core());
  }

  void bfloat16_is_fast_only_where_it_is_multiplied() {
    if (has_bfloat16_products()) QCOMPARE(cpu_level(), CpuLevel::Avx512Bf16);
  }

  void weights_of_16_bits_under_float32_data() {
    QTest::addColumn<int>("stored");
    QTest::addColumn<int>("n");
    for (const at::ScalarType stored : {at::kBFloat16, at::kHalf})
      for (const int n : {1, 5})
        QTest::addRow("%s, %d rows", c10::toString(stored), n) << static_cast<int>(stored) << n;
  }
  // Widening is exact: what is left are the roundings of sums in float32.
  void weights_of_16_bits_under_float32() {
    QFETCH(int, stored);
    QFETCH(int, n);
    const at::NoGradGuard no_grad;
    const at::Tensor x = at::randn({n, 4003}), bias = at::randn({1500});
    // Down to numbers below the smallest normal one of IEEE's 16 bits.
    const at::Tensor weight = (at::randn({1500, 4003}) * at::pow(10, -6 * at::rand({1500, 1})))
                                  .to(static_cast<at::ScalarType>(stored));
    WeightMatrix pieces(weight.narrow(0, 0, 700));
    pieces.append(WeightMatrix(weight.narrow(0, 700, 800)));
    QCOMPARE(pieces.rows(), std::int64_t{1500});
    const at::Tensor product = at::matmul(x.to(at::kDouble), weight.to(at::kDouble).t());
    const at::Tensor sum = product + bias.to(at::kDouble);
    const auto check = [&](const at::Tensor& found, const at::Tensor& expected) {
      QCOMPARE(found.scalar_type(), at::kFloat);
      QVERIFY(found.sizes() == expected.sizes());
      const double difference = largest(found.to(at::kDouble) - expected) / largest(expected);
      QVERIFY2(difference < vp::test::rounding_tolerance(at::kFloat),
               qPrintable(QString::number(difference)));
    };
    check(linear(x, weight, bias), sum);
    check(linear(x, pieces, bias), sum);
    check(linear_to_float(x, pieces), product);
    // A row of small weights is as exact as one of large ones.
    const at::Tensor row = weight.narrow(0, weight.abs().amax(1).argmin().item<std::int64_t>(), 1);
    check(vp::kernels::linear(x, row), at::matmul(x.to(at::kDouble), row.to(at::kDouble).t()));
  }

  void keeps_the_leading_dimensions() {
    const at::Tensor x = random({2, 3, 40}), weight = random({5, 40});
    QCOMPARE(product_with_rows(x, weight).sizes(), at::IntArrayRef({2, 3, 5}));
  }

  void batches() {
    const at::Tensor a = random({8, 40, 300}), b = random({8, 300, 128});
    const at::Tensor found = batched_product(a, b);
    QCOMPARE(found.scalar_type(), at::kBFloat16);
    compare(found, at::bmm(a.to(at::kDouble), b.to(at::kDouble)), 1);
  }

  void gradients_pass() {
    const at::Tensor x = random({7, 600}).requires_grad_(), weight = random({50, 600}).requires_grad_();
    product_with_rows(x, weight).to(at::kFloat).sum().backward();
    const at::Tensor ones = at::ones({7, 50}, at::kDouble);
    compare(x.grad(), at::matmul(ones, weight.detach().to(at::kDouble)), 1);
    compare(weight.grad(), at::matmul(ones.t(), x.detach().to(at::kDouble)), 1);
  }

 private:
  static at::Tensor random(at::IntArrayRef shape) { return at::randn(shape).to(at::kBFloat16); }
  static double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

  static void compare(const at::Tensor& found, const at::Tensor& expected, double roundings) {
    QVERIFY(found.sizes() == expected.sizes());
    const double difference = largest(found.detach().to(at::kDouble) - expected) / largest(expected);
    QVERIFY2(difference < vp::test::rounding_tolerance(at::kBFloat16, roundings),
             qPrintable(QString::number(difference)));
  }
};

}  // namespace vp::kernels

QTEST_GUILESS_MAIN(vp::kernels::TestProducts)
#include "test_products.moc"
