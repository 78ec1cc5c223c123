#include <ATen/ATen.h>

#include <QTest>
#include <cmath>
#include <vector>

#include "kernels/packed_attention.h"
#include "support/rounding.h"

using vp::kernels::PackedSequence;

namespace {

struct Case {
  std::int64_t heads, groups, head_dim;
  std::vector<PackedSequence> sequences;
};

Case case_of(int index) {
  const PackedSequence prefix_only{0, 37, 37, {}};
  const PackedSequence branched{0, 90, 41, {41, 42, 60, 77}};
  PackedSequence second = branched;
  second.first = 37;
  PackedSequence third{127, 5, 2, {2}};
  switch (index) {
    case 0:
      return {2, 2, 32, {prefix_only}};
    case 1:
      return {4, 2, 16, {branched}};
    case 2:
      return {3, 3, 64, {prefix_only, second, third}};
    case 3:
      return {2, 1, 128, {branched}};
    default:
      return {5, 5, 32, {prefix_only, second, third}};
  }
}

double worst_relative(const at::Tensor& found, const at::Tensor& expected) {
  const at::Tensor e = expected.to(at::kFloat);
  return ((found.to(at::kFloat) - e).norm() / e.norm()).item<double>();
}

}  // namespace

class TestPackedAttention : public QObject {
  Q_OBJECT

 private slots:
  void equals_the_plain_form_data() {
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("bfloat16");
    for (int i = 0; i < 5; ++i) {
      QTest::addRow("case %d float32", i) << i << false;
      QTest::addRow("case %d bfloat16", i) << i << true;
    }
  }

  void equals_the_plain_form() {
    QFETCH(int, index);
    QFETCH(bool, bfloat16);
    const Case c = case_of(index);
    std::int64_t rows = 0;
    for (const PackedSequence& sequence : c.sequences) rows += sequence.length;
    at::manual_seed(7);
    const at::Tensor angles = at::randn({rows, c.head_dim / 2});
    const at::Tensor values = at::randn({rows, c.heads + 2 * c.groups, c.head_dim});
    const double scale = 1 / std::sqrt(static_cast<double>(c.head_dim));
    const at::ScalarType dtype = bfloat16 ? at::kBFloat16 : at::kFloat;
    const at::Tensor wanted = at::randn({rows, c.heads, c.head_dim}).to(dtype).to(at::kFloat);

    // The plain form in float32, from the same rounded numbers.
    at::Tensor fast_in = values.to(dtype).detach().requires_grad_(true);
    at::Tensor plain_in = fast_in.detach().to(at::kFloat, false, /*copy=*/true).requires_grad_(true);
    const at::Tensor plain = vp::kernels::packed_attention_plain(plain_in, angles.cos(), angles.sin(),
                                                                 c.groups, c.sequences, scale);
    const at::Tensor fast =
        vp::kernels::packed_attention(fast_in, angles.cos(), angles.sin(), c.groups, c.sequences, scale);
    const double result = worst_relative(fast, plain);
    QVERIFY2(result < (bfloat16 ? vp::test::rounding_tolerance(dtype) : 1e-5),
             qPrintable(QString::number(result)));
    (plain * wanted).sum().backward();
    (fast.to(at::kFloat) * wanted).sum().backward();
    const double gradient = worst_relative(fast_in.grad(), plain_in.grad());
    // The gradient is rounded, and so was the result that it is computed from.
    QVERIFY2(gradient < (bfloat16 ? vp::test::rounding_tolerance(dtype, 2) : 1e-5),
             qPrintable(QString::number(gradient)));
  }

  void branches_do_not_see_one_another() {
    const PackedSequence sequence{0, 30, 10, {10, 20}};
    at::manual_seed(8);
    at::Tensor values = at::randn({30, 6, 32});
    const at::Tensor angles = at::randn({30, 16});
    const auto run = [&] {
      return vp::kernels::packed_attention(values, angles.cos(), angles.sin(), 2, std::vector{sequence}, 0.2);
    };
    const at::Tensor before = run();
    values.narrow(0, 10, 10).add_(1.0);
    const at::Tensor after = run();
    QVERIFY(before.narrow(0, 0, 10).equal(after.narrow(0, 0, 10)));
    QVERIFY(before.narrow(0, 20, 10).equal(after.narrow(0, 20, 10)));
    QVERIFY(!before.narrow(0, 10, 10).equal(after.narrow(0, 10, 10)));
  }
};

QTEST_APPLESS_MAIN(TestPackedAttention)
#include "test_packed_attention.moc"
