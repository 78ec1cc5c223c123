#include <QTest>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "base/error.h"
#include "llm/sampling.h"

namespace vp::llm {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::vector<double> softmax(const std::vector<float>& logits, double temperature) {
  std::vector<double> p;
  for (const float logit : logits) p.push_back(std::exp(static_cast<double>(logit) / temperature));
  const double total = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& value : p) value /= total;
  return p;
}

std::vector<int> histogram(const SamplingOptions& options, const std::vector<float>& logits, int draws) {
  Sampler sampler(options);
  std::vector<int> counts(logits.size());
  for (int i = 0; i < draws; ++i) ++counts[static_cast<std::size_t>(sampler.sample(logits))];
  return counts;
}

}  // namespace

class TestSampling : public QObject {
  Q_OBJECT

 private slots:
  void greedy_data() {
    QTest::addColumn<QList<float>>("logits");
    QTest::addColumn<int>("expected");
    QTest::newRow("largest") << QList<float>{1, 5, 3} << 1;
    QTest::newRow("ties go to the lowest") << QList<float>{1, 5, 5, 5} << 1;
    QTest::newRow("all equal") << QList<float>{2, 2} << 0;
    QTest::newRow("all negative") << QList<float>{-9, -3, -4} << 1;
    QTest::newRow("not a number is passed over") << QList<float>{kNan, 1, 2, kNan} << 2;
    QTest::newRow("infinity is passed over") << QList<float>{kInfinity, -kInfinity, -7} << 2;
    QTest::newRow("largest float") << QList<float>{0, std::numeric_limits<float>::max()} << 1;
  }

  void greedy() {
    QFETCH(QList<float>, logits);
    QFETCH(int, expected);
    QCOMPARE(Sampler({}).sample(logits), expected);
    // What greedy passes over, sampling does too; with a tiny temperature it chooses the same unless tied.
    if (logits.count(logits[expected]) == 1) {
      QCOMPARE(Sampler({.temperature = 1e-300}).sample(logits), expected);
      QCOMPARE(Sampler({.temperature = 1.0, .top_p = 1e-9}).sample(logits), expected);
    }
  }

  void nothing_finite() {
    for (const double temperature : {0.0, 1.0}) {
      Sampler sampler({.temperature = temperature});
      try {
        sampler.sample(std::array{kNan, kInfinity, -kInfinity});
        QFAIL("no error");
      } catch (const base::Error& error) {
        QCOMPARE(error.code(), base::ErrorCode::Device);
      }
    }
  }

  void distribution_data() {
    QTest::addColumn<double>("temperature");
    QTest::addColumn<double>("top_p");
    QTest::addColumn<int>("kept");  // tokens that may come
    QTest::newRow("plain") << 1.0 << 1.0 << 8;
    QTest::newRow("cold") << 0.5 << 1.0 << 8;
    QTest::newRow("hot") << 3.0 << 1.0 << 8;
    QTest::newRow("nucleus") << 1.0 << 0.9 << 4;
    QTest::newRow("nucleus after temperature") << 3.0 << 0.9 << 7;
    QTest::newRow("only the likeliest") << 1.0 << 0.3 << 1;
  }

  /// Chi-square against softmax(logits / temperature), renormalised over the nucleus. With a fixed seed this
  /// cannot fail by chance; the bound is the 0.999 quantile for 7 degrees of freedom.
  void distribution() {
    QFETCH(double, temperature);
    QFETCH(double, top_p);
    QFETCH(int, kept);
    const std::vector<float> logits{0.0F, 2.0F, -1.0F, 1.0F, 3.0F, 0.5F, -2.0F, 1.5F};
    std::vector<double> p = softmax(logits, temperature);
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] > p[b]; });
    double mass = 0.0;
    int nucleus = 0;
    for (const std::size_t i : order) {
      if (mass >= top_p) p[i] = 0.0;
      if (p[i] > 0.0) ++nucleus;
      mass += p[i];
    }
    QCOMPARE(nucleus, kept);

    constexpr int kDraws = 40000;
    const std::vector<int> counts =
        histogram({.temperature = temperature, .top_p = top_p, .seed = 11}, logits, kDraws);
    double chi_square = 0.0;
    for (std::size_t i = 0; i < p.size(); ++i) {
      if (p[i] == 0.0) {
        QCOMPARE(counts[i], 0);
        continue;
      }
      const double expected = p[i] / mass * kDraws;
      chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    QVERIFY2(chi_square < 24.3, qPrintable(QString::number(chi_square)));
  }

  void same_seed_same_choices() {
    const std::vector<float> logits{0.3F, 0.1F, 0.2F, 0.4F, -0.5F};
    const auto draw = [&](std::uint64_t seed) {
      Sampler sampler({.temperature = 1.0, .top_p = 0.95, .seed = seed});
      std::vector<std::int64_t> ids;
      for (int i = 0; i < 64; ++i) ids.push_back(sampler.sample(logits));
      return ids;
    };
    QCOMPARE(draw(3), draw(3));
    QVERIFY(draw(3) != draw(4));
  }

  /// The choices of one seed are part of the contract: a session repeated elsewhere gives the same text.
  void choices_stay_as_they_are() {
    const std::vector<float> logits{0.3F, 0.1F, 0.2F, 0.4F, -0.5F, 1.0F};
    Sampler sampler({.temperature = 0.8, .top_p = 0.9, .seed = 2024});
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 12; ++i) ids.push_back(sampler.sample(logits));
    QCOMPARE(ids, (std::vector<std::int64_t>{0, 2, 5, 5, 5, 5, 1, 3, 5, 3, 3, 0}));
  }

  void nucleus_of_equals_takes_the_lowest() {
    const std::vector<float> logits(10, 1.0F);
    const std::vector<int> counts = histogram({.temperature = 1.0, .top_p = 0.35, .seed = 1}, logits, 1000);
    for (std::size_t i = 0; i < counts.size(); ++i) QCOMPARE(counts[i] > 0, i < 4);
  }

  void log_probabilities() {
    const std::vector<float> logits{0.0F, 2.0F, -1.0F, 80.0F, 79.0F};
    const std::vector<double> p = softmax(logits, 1.0);
    for (std::size_t i = 0; i < logits.size(); ++i) {
      QVERIFY(std::abs(log_probability(logits, static_cast<std::int64_t>(i)) - std::log(p[i])) < 1e-5);
    }
    const std::array with_gaps{kNan, 1.0F, -kInfinity, 1.0F};
    QVERIFY(std::abs(log_probability(with_gaps, 1) - std::log(0.5)) < 1e-6);
  }

  void invalid_options_data() {
    QTest::addColumn<double>("temperature");
    QTest::addColumn<double>("top_p");
    QTest::newRow("negative temperature") << -0.1 << 1.0;
    QTest::newRow("infinite temperature") << std::numeric_limits<double>::infinity() << 1.0;
    QTest::newRow("no temperature") << std::nan("") << 1.0;
    QTest::newRow("top-p 0") << 1.0 << 0.0;
    QTest::newRow("top-p above 1") << 1.0 << 1.0001;
    QTest::newRow("no top-p") << 1.0 << std::nan("");
  }

  void invalid_options() {
    QFETCH(double, temperature);
    QFETCH(double, top_p);
    try {
      Sampler sampler({.temperature = temperature, .top_p = top_p});
      QFAIL("no error");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Usage);
    }
  }
};

}  // namespace vp::llm

QTEST_GUILESS_MAIN(vp::llm::TestSampling)
#include "test_sampling.moc"
