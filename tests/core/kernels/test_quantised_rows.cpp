// Weights in 8 and 4 bits: what the codes lose, and products with them, at every level that this processor
// has.
#include "kernels/quantised_rows.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "kernels/linear.h"
#include "kernels/quantised_product_cpu.h"
#include "kernels/quantised_rows_cpu.h"
#include "support/rounding.h"

namespace vp::kernels {

class TestQuantisedRows : public QObject {
  Q_OBJECT

  static double norm(const at::Tensor& x) { return x.to(at::kDouble).norm().item<double>(); }
  static double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

  // As the format is described, number by number.
  static at::Tensor reference(const QuantisedRows& rows) {
    at::Tensor result = at::empty({rows.rows(), rows.columns}, at::kDouble);
    const at::Tensor scales = rows.scales.to(at::kDouble), codes = rows.codes.to(at::kInt);
    const at::Tensor offsets = rows.bits == 4 ? rows.offsets.to(at::kDouble) : at::zeros_like(scales);
    const auto s = scales.accessor<double, 2>(), o = offsets.accessor<double, 2>();
    const auto c = codes.accessor<int, 2>();
    auto out = result.accessor<double, 2>();
    for (std::int64_t row = 0; row < rows.rows(); ++row)
      for (std::int64_t column = 0; column < rows.columns; ++column) {
        const std::int64_t group = column / 32, in_group = column % 32;
        int code = rows.bits == 8 ? c[row][column] : 0;
        if (rows.bits == 4) {
          const std::int64_t first = group * 16 + in_group % 8 * 2;
          code = (c[row][first] + 256 * c[row][first + 1]) >> (4 * (in_group / 8)) & 15;
        }
        out[row][column] = o[row][group] + s[row][group] * code;
      }
    return result;
  }

  static at::Tensor with_exact_offsets(const at::Tensor& product, const at::Tensor& left_out,
                                       const QuantisedRows& rows) {
    at::Tensor padded = at::zeros({left_out.size(0), padded_columns(rows.columns)}, at::kDouble);
    padded.narrow(1, 0, rows.columns).copy_(left_out);
    const at::Tensor sums = padded.view({left_out.size(0), -1, 32}).sum(-1);
    return product + at::matmul(sums, rows.offsets.to(at::kDouble).t());
  }

  static void add_cases() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("columns");
    for (const int bits : {8, 4})
      for (const int columns : {1100, 512, 300, 40})
        QTest::addRow("%d bits, %d", bits, columns) << bits << columns;
  }

  // x is rounded to 1/65534 of its group's largest number, some six times as large as most here, and
  // multiplied with codes of 4 bits that are about twice the weights that they stand for beside their offset.
  static constexpr double kOneRow = 2e-4;

 private slots:
  void init() { at::manual_seed(3); }

  void the_codes_stand_for_the_weights_data() { add_cases(); }
  void the_codes_stand_for_the_weights() {
    QFETCH(int, bits);
    QFETCH(int, columns);
    const at::NoGradGuard no_grad;
    const at::Tensor weight = at::randn({37, columns});
    const QuantisedRows rows = quantise(weight, bits);
    const at::Tensor exact = reference(rows);
    QVERIFY(largest(dequantise_plain(rows) - exact) <= 1e-6 * largest(exact));
    // Normal numbers in groups of 32: a step is about 4.1 / 254, or 4.1 / 15, and the error evenly spread in
    // it.
    const double off = norm(exact - weight) / norm(weight);
    QVERIFY2(off < (bits == 8 ? 0.0055 : 0.083), qPrintable(QString::number(off)));
    for (const CpuLevel level : available_levels()) {
      const at::Tensor widened = at::empty({37, columns});
      dequantise_cpu(rows, widened, level);
      QVERIFY(largest(widened - exact) <= 2e-7 * largest(exact));
      const at::Tensor rounded = at::empty({37, columns}, at::kBFloat16);
      dequantise_cpu(rows, rounded, level);
      QVERIFY(largest(rounded.to(at::kDouble) - exact) <=
              vp::test::rounding_tolerance(at::kBFloat16) * largest(exact));
    }
  }

  // An outlier's group is better served by a range that cuts it short than by its extremes.
  void the_error_counts_and_not_the_extremes() {
    const at::Tensor weight = at::randn({64, 256});
    const QuantisedRows rows = quantise(weight, 4);
    const at::Tensor groups = weight.view({64, 8, 32});
    const at::Tensor low = groups.amin(-1, true), step = (groups.amax(-1, true) - low) / 15;
    const at::Tensor by_extremes = ((groups - low) / step).round() * step + low;
    QVERIFY(norm(reference(rows).view({64, 8, 32}) - groups) < 0.93 * norm(by_extremes - groups));
  }

  void constant_groups_are_exact() {
    for (const int bits : {8, 4})
      for (const double value : {0.0, 0.5, -3.0}) {
        const QuantisedRows rows = quantise(at::full({2, 64}, value), bits);
        QVERIFY(largest(dequantise(rows, at::kFloat) - value) <= 0.004 * std::abs(value));
      }
  }

  void one_row_data() { add_cases(); }
  void one_row() {
    QFETCH(int, bits);
    QFETCH(int, columns);
    const at::NoGradGuard no_grad;
    const QuantisedRows rows = quantise(at::randn({37, columns}), bits);
    // Groups of very different size, as activations have.
    const at::Tensor x = at::randn({1, columns}) * at::pow(10, 2 * at::rand({1, columns}));
    const at::Tensor exact = at::matmul(x.to(at::kDouble), reference(rows).t());
    for (const CpuLevel level : available_levels()) {
      const at::Tensor found = quantised_row_product_cpu(x, rows, level);
      const double off = norm(found - exact) / norm(exact);
      QVERIFY2(off < kOneRow, qPrintable(QString("%1: %2").arg(name_of(level)).arg(off)));
    }
  }

  // What has an integer product is compared on the very numbers that it multiplies.
  void integers_data() { add_cases(); }
  void integers() {
    QFETCH(int, bits);
    QFETCH(int, columns);
    const at::NoGradGuard no_grad;
    const QuantisedRows rows = quantise(at::randn({37, columns}), bits);
    const at::Tensor x = at::randn({15, columns}) * at::pow(10, 2 * at::rand({15, columns}));
    at::Tensor groups = at::zeros({15, padded_columns(columns)});
    groups.narrow(1, 0, columns).copy_(x);
    groups = groups.view({15, -1, 32});
    const at::Tensor largest_of = groups.abs().amax(-1, true);
    const at::Tensor unrounded = at::matmul(x.to(at::kDouble), reference(rows).t());
    for (const CpuLevel level : available_levels()) {
      if (!has_integer_product(bits, level)) continue;
      const bool in_words = bits == 8 && (level == CpuLevel::Avx2 || level == CpuLevel::Avx512);
      const int most = in_words ? 32767 : 127;
      const at::Tensor rounded = ((groups * (most / largest_of).nan_to_num(0, 0, 0)).round().to(at::kDouble) *
                                  (largest_of / most).to(at::kDouble))
                                     .view({15, -1})
                                     .narrow(1, 0, columns);
      const at::Tensor exact = at::matmul(rounded, reference(rows).t());
      const at::Tensor found = quantised_product_cpu(x, rows, level);
      // With 4 bits the offsets are multiplied with x itself.
      const double off =
          norm(found - (bits == 8 ? exact : with_exact_offsets(exact, x - rounded, rows))) / norm(exact);
      QVERIFY2(off < vp::test::rounding_tolerance(at::kFloat),
               qPrintable(QString("%1: %2").arg(name_of(level)).arg(off)));
      const double by_rounding = norm(found - unrounded) / norm(unrounded);
      QVERIFY2(by_rounding < (in_words    ? kOneRow
                              : bits == 8 ? 0.02
                                          : 0.04),
               qPrintable(QString::number(by_rounding)));
    }
  }

  void several_rows_data() { add_cases(); }
  void several_rows() {
    QFETCH(int, bits);
    QFETCH(int, columns);
    const at::NoGradGuard no_grad;
    const QuantisedRows rows = quantise(at::randn({37, columns}), bits);
    WeightMatrix matrix(rows.narrow(0, 20));
    matrix.append(WeightMatrix(rows.narrow(20, 17)));
    const at::Tensor bias = at::randn({37});
    for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16})
      for (const int n : {1, 5}) {
        const at::Tensor x = at::randn({n, columns}).to(dtype);
        const at::Tensor exact = at::matmul(x.to(at::kDouble), reference(rows).t());
        const at::Tensor found = linear_to_float(x, matrix);
        QCOMPARE(found.scalar_type(), at::kFloat);
        // Integers round x to 8 bits. In bfloat16 the weights are rounded, and the result where LibTorch
        // multiplies.
        const double tolerance = n > 1 && has_integer_product(bits) ? 0.03
                                 : dtype == at::kFloat              ? kOneRow
                                                                    : vp::test::rounding_tolerance(dtype, 2);
        QVERIFY(norm(found - exact) / norm(exact) < tolerance);
        const at::Tensor with_bias = linear(x, matrix, bias.to(dtype));
        QCOMPARE(with_bias.scalar_type(), dtype);
        const at::Tensor sum = exact + bias.to(dtype).to(at::kDouble);
        QVERIFY(norm(with_bias - sum) / norm(sum) < tolerance + (dtype == at::kFloat ? 0 : 0x1p-8));
      }
  }
};

}  // namespace vp::kernels

QTEST_GUILESS_MAIN(vp::kernels::TestQuantisedRows)
#include "test_quantised_rows.moc"
