#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/causal_attention.h"
#include "kernels/causal_attention_cpu.h"
#include "kernels/kept_rows.h"
#include "kernels/kept_rows_cpu.h"

namespace vp::kernels {
namespace {

/// `count` rows that were written at two times, with room behind them.
KeptRows kept(KeptForm form, const at::Tensor& fresh) {
  const std::int64_t n = fresh.size(0), early = n / 2;
  KeptRows rows(form, fresh.size(1), n + 3, fresh.size(2), fresh.options());
  if (early > 0) rows.write(0, fresh.narrow(0, 0, early));
  rows.write(early, fresh.narrow(0, early, n - early));
  return rows.narrow(0, n);
}

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

}  // namespace

class TestKeptRows : public QObject {
  Q_OBJECT

 private slots:
  void init() { at::manual_seed(5); }

  void numbers_come_back_data() {
    QTest::addColumn<int>("head_dim");
    for (const int head_dim : {16, 18, 48, 64, 128})
      QTest::newRow(qPrintable(QString::number(head_dim))) << head_dim;
  }
  void numbers_come_back() {
    QFETCH(int, head_dim);
    const at::NoGradGuard no_grad;
    const at::Tensor fresh = at::randn({7, 5, head_dim}).narrow(1, 1, 3);  // beside others, as from a layer
    const at::Tensor by_head = fresh.transpose(0, 1);
    QVERIFY(at::equal(kept(KeptForm::AsComputed, fresh).numbers(at::kFloat), by_head));
    QVERIFY(
        at::equal(kept(KeptForm::Float16, fresh).numbers(at::kFloat), by_head.to(at::kHalf).to(at::kFloat)));
    const KeptRows codes = kept(KeptForm::Codes, fresh);
    const at::Tensor found = codes.numbers(at::kFloat);
    for (std::int64_t first = 0; first < head_dim; first += KeptRows::kGroup) {
      const std::int64_t count = std::min<std::int64_t>(KeptRows::kGroup, head_dim - first);
      const at::Tensor group = by_head.narrow(2, first, count);
      const at::Tensor largest = group.abs().amax(2, true);
      // Half a step of 127, and the roundings of its arithmetic.
      QVERIFY(((found.narrow(2, first, count) - group).abs() <= largest / 253.9).all().item<bool>());
    }
    for (const KeptForm form : {KeptForm::AsComputed, KeptForm::Float16, KeptForm::Codes})
      QCOMPARE(kept_row_bytes(form, head_dim, at::kFloat),
               form == KeptForm::Codes ? head_dim + 4 * ((head_dim + 31) / 32)
                                       : head_dim * (form == KeptForm::Float16 ? 2 : 4));
  }

  void numbers_that_do_not_fit() {
    const at::NoGradGuard no_grad;
    at::Tensor fresh = at::randn({1, 1, 64});
    fresh[0][0][3] = 1e9F;
    QCOMPARE(kept(KeptForm::Float16, fresh).numbers(at::kFloat)[0][0][3].item<float>(), 65504.0F);
    QVERIFY(largest_difference(kept(KeptForm::Codes, fresh).numbers(at::kFloat), fresh.transpose(0, 1)) <
            4e6);
    for (const float wrong :
         {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
      fresh[0][0][3] = wrong;
      const at::Tensor found = kept(KeptForm::Codes, fresh).numbers(at::kFloat);
      QVERIFY(found.narrow(2, 0, 32).isnan().all().item<bool>());
      QVERIFY(!found.narrow(2, 32, 32).isnan().any().item<bool>());
    }
    for (const float small : {0.0F, 1e-42F, 1e-38F})
      QVERIFY(largest_difference(kept(KeptForm::Codes, at::full({2, 1, 32}, small)).numbers(at::kFloat),
                                 at::full({1, 2, 32}, small)) <= 1e-37);
  }

  // What every device writes, at every level of the processor.
  void codes_are_the_plain_ones_data() {
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("head_dim");
    for (const at::ScalarType dtype : {at::kBFloat16, at::kFloat})
      for (const int head_dim : {16, 18, 48, 128})
        QTest::addRow("%s, %d", c10::toString(dtype), head_dim) << static_cast<int>(dtype) << head_dim;
  }
  void codes_are_the_plain_ones() {
    QFETCH(int, dtype);
    QFETCH(int, head_dim);
    const at::NoGradGuard no_grad;
    const at::Tensor powers = at::arange(-140, 100, 8, at::kFloat).exp2().view({30, 1, 1});
    at::Tensor numbers = at::randn({30, 3, head_dim}) * powers;
    numbers[4][1][2] = std::numeric_limits<float>::quiet_NaN();
    numbers[9][0][head_dim - 1] = std::numeric_limits<float>::infinity();
    numbers[11].zero_();
    const at::Tensor fresh = numbers.to(static_cast<at::ScalarType>(dtype));
    KeptRows plain(KeptForm::Codes, 3, 30, head_dim, at::kFloat);
    keep_codes_plain(fresh, plain);
    for (const CpuLevel level : available_levels()) {
      KeptRows other(KeptForm::Codes, 3, 30, head_dim, at::kFloat);
      keep_codes_cpu(fresh, other, level);
      // Halfway between two codes either may be taken: a fused multiply-add does not round in between.
      const at::Tensor apart = (plain.rows.to(at::kInt) - other.rows.to(at::kInt)).abs();
      QVERIFY2(apart.max().item<int>() <= 1, name_of(level));
      QVERIFY2(apart.sum().item<int>() * 50 <= apart.numel(), name_of(level));
      QVERIFY2(at::equal(plain.scales.isnan(), other.scales.isnan()), name_of(level));
      QVERIFY2(at::equal(plain.scales.nan_to_num(), other.scales.nan_to_num()), name_of(level));
    }
  }

  // Into the form in which they are computed with, at every level of the processor and for every magnitude
  // that float16 has, below its normal numbers and beyond its largest one.
  void codes_are_widened_data() {
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("head_dim");
    for (const at::ScalarType dtype : {at::kHalf, at::kBFloat16, at::kFloat})
      for (const int head_dim : {16, 18, 48, 128})
        QTest::addRow("%s, %d", c10::toString(dtype), head_dim) << static_cast<int>(dtype) << head_dim;
  }
  void codes_are_widened() {
    QFETCH(int, dtype);
    QFETCH(int, head_dim);
    const auto type = static_cast<at::ScalarType>(dtype);
    const at::NoGradGuard no_grad;
    const at::Tensor powers = at::arange(-30, 20, at::kFloat).exp2().view({50, 1, 1});
    const KeptRows codes = kept(KeptForm::Codes, at::randn({50, 3, head_dim}) * powers);
    at::Tensor expected = codes.numbers(at::kFloat);
    if (type == at::kHalf) expected = expected.clamp(-65504, 65504);
    for (const CpuLevel level : available_levels()) {
      const at::Tensor room = at::full({3, 60, head_dim}, -1, type);
      widen_codes_cpu(codes, room.narrow(1, 4, 50), level);
      QVERIFY2(at::equal(room.narrow(1, 4, 50), expected.to(type)), name_of(level));
      QVERIFY2(
          (room.narrow(1, 0, 4) == -1).all().item<bool>() && (room.narrow(1, 54, 6) == -1).all().item<bool>(),
          name_of(level));
    }
    QVERIFY_EXCEPTION_THROWN(widen_codes_cpu(codes, at::empty({3, 49, head_dim}, type)), c10::Error);
  }

  // Attention over kept rows is attention over their numbers, at every level of the processor.
  void attention_data() {
    QTest::addColumn<int>("form");
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("m");
    QTest::addColumn<int>("head_dim");
    const auto add = [](const char* name, KeptForm form, at::ScalarType dtype) {
      const auto row = [&](const char* what, int n, int m, int head_dim) {
        QTest::newRow(qPrintable(QString("%1, %2").arg(name, what)))
            << static_cast<int>(form) << static_cast<int>(dtype) << n << m << head_dim;
      };
      row("one position", 1, 130, 128);
      row("one position, head of 48", 1, 33, 48);
      row("one position, head of 16", 1, 5, 16);
      row("across blocks", 150, 290, 128);
      row("head of 80", 40, 75, 80);
      row("head that no register divides", 7, 50, 18);
    };
    add("float16", KeptForm::Float16, at::kFloat);
    add("8 bits", KeptForm::Codes, at::kFloat);
    add("8 bits under bfloat16", KeptForm::Codes, at::kBFloat16);
  }
  void attention() {
    QFETCH(int, form);
    QFETCH(int, dtype);
    QFETCH(int, n);
    QFETCH(int, m);
    QFETCH(int, head_dim);
    const at::NoGradGuard no_grad;
    const auto type = static_cast<at::ScalarType>(dtype);
    const at::Tensor query = at::randn({n, 4, head_dim}).mul(2).to(type);
    const KeptRows keys = kept(static_cast<KeptForm>(form), at::randn({m, 2, head_dim}).to(type));
    const KeptRows values = kept(static_cast<KeptForm>(form), at::randn({m, 2, head_dim}).to(type));
    const double scale = 1 / std::sqrt(head_dim);
    const at::Tensor expected =
        causal_attention(query.to(at::kFloat), keys.numbers(at::kFloat), values.numbers(at::kFloat), scale);
    // bfloat16 rounds the widened numbers, the weights and the result.
    const double allowed = type == at::kFloat ? 1e-5 : 0.06;
    QVERIFY(largest_difference(causal_attention(query, keys, values, scale), expected) < allowed);
    QCOMPARE(causal_attention_has_cpu_body(query, keys, values), head_dim % 16 == 0);
    if (head_dim % 16 != 0) return;
    for (const CpuLevel level : available_levels()) {
      const double difference =
          largest_difference(causal_attention_cpu(query, keys, values, scale, level), expected);
      QVERIFY2(difference < allowed, qPrintable(QString("%1: %2").arg(name_of(level)).arg(difference)));
    }
  }
};

}  // namespace vp::kernels

QTEST_GUILESS_MAIN(vp::kernels::TestKeptRows)
#include "test_kept_rows.moc"
