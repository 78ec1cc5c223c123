#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTest>
#include <limits>

#include "base/error.h"
#include "llm/kv_cache.h"

namespace vp::llm {
namespace {

checkpoint::DecoderConfig two_layers() {
  checkpoint::DecoderConfig config;
  config.num_hidden_layers = 2;
  config.num_key_value_heads = 3;
  config.head_dim = 4;
  return config;
}

}  // namespace

class TestKvCache : public QObject {
  Q_OBJECT

 private slots:
  void append_advance_truncate() {
    const at::NoGradGuard no_grad;
    KvCache cache(two_layers(), 10, at::kFloat);
    QCOMPARE(cache.capacity(), 10);
    const at::Tensor k = at::randn({5, 3, 4});
    const at::Tensor v = at::randn({5, 3, 4});
    const auto [keys, values] = cache.append(1, k, v);
    QVERIFY(at::equal(keys.rows, k.transpose(0, 1)));
    QVERIFY(at::equal(values.rows, v.transpose(0, 1)));
    QCOMPARE(cache.length(), 0);
    cache.advance(5);
    QCOMPARE(cache.length(), 5);

    cache.truncate(2);
    const auto [more_keys, more_values] = cache.append(1, k.narrow(0, 4, 1), v.narrow(0, 4, 1));
    QVERIFY(at::equal(more_keys.rows, at::cat({k.narrow(0, 0, 2), k.narrow(0, 4, 1)}).transpose(0, 1)));
    QVERIFY(at::equal(more_values.rows, at::cat({v.narrow(0, 0, 2), v.narrow(0, 4, 1)}).transpose(0, 1)));
    QCOMPARE(more_keys.rows.data_ptr(), cache.keys(1).rows.data_ptr());  // no copy
  }

  void fewer_bits() {
    const at::NoGradGuard no_grad;
    const at::Tensor k = at::randn({5, 3, 4}), v = at::randn({5, 3, 4});
    for (const kernels::KeptForm form : {kernels::KeptForm::Float16, kernels::KeptForm::Codes}) {
      KvCache cache(two_layers(), 10, at::kFloat, form);
      cache.append(0, k.narrow(0, 0, 2), v.narrow(0, 0, 2));
      cache.append(1, k.narrow(0, 0, 2), v.narrow(0, 0, 2));
      cache.advance(2);
      const auto [keys, values] = cache.append(1, k.narrow(0, 2, 3), v.narrow(0, 2, 3));
      QVERIFY((keys.numbers(at::kFloat) - k.transpose(0, 1)).abs().max().item<double>() < 0.02);
      QVERIFY((values.numbers(at::kFloat) - v.transpose(0, 1)).abs().max().item<double>() < 0.02);
    }
    // Layers, keys and values, heads, bytes of a row: 4 numbers, or 4 codes and a scale.
    QCOMPARE(kept_bytes_a_position(two_layers(), at::kFloat, kernels::KeptForm::AsComputed), 2 * 2 * 3 * 16);
    QCOMPARE(kept_bytes_a_position(two_layers(), at::kFloat, kernels::KeptForm::Float16), 2 * 2 * 3 * 8);
    QCOMPARE(kept_bytes_a_position(two_layers(), at::kFloat, kernels::KeptForm::Codes), 2 * 2 * 3 * 8);
  }

  void gradient_flows_to_new_positions_only() {
    KvCache cache(two_layers(), 10, at::kFloat);
    const at::Tensor old = at::randn({2, 3, 4}).requires_grad_();
    cache.append(0, old, old);
    cache.advance(2);
    const at::Tensor fresh = at::randn({3, 3, 4}).requires_grad_();
    const auto [keys, values] = cache.append(0, fresh, fresh);
    (keys.rows.sum() + 2 * values.rows.sum()).backward();
    QVERIFY(at::equal(fresh.grad(), at::full({3, 3, 4}, 3.0)));
    QVERIFY(!old.grad().defined());
  }

  void too_large_data() {
    QTest::addColumn<qint64>("capacity");
    QTest::addColumn<int>("code");
    QTest::newRow("none") << qint64{0} << static_cast<int>(base::ErrorCode::Usage);
    QTest::newRow("negative") << qint64{-3} << static_cast<int>(base::ErrorCode::Usage);
    QTest::newRow("petabytes") << (qint64{1} << 46) << static_cast<int>(base::ErrorCode::Device);
    QTest::newRow("more than a number holds")
        << std::numeric_limits<qint64>::max() << static_cast<int>(base::ErrorCode::Device);
  }

  void too_large() {
    QFETCH(qint64, capacity);
    QFETCH(int, code);
    try {
      KvCache cache(two_layers(), capacity, at::kFloat);
      QFAIL("no error");
    } catch (const base::Error& error) {
      QCOMPARE(static_cast<int>(error.code()), code);
      QVERIFY(QString(error.what()).contains(QString::number(capacity)));
    }
  }
};

}  // namespace vp::llm

QTEST_GUILESS_MAIN(vp::llm::TestKvCache)
#include "test_kv_cache.moc"
