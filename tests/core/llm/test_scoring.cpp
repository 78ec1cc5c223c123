// Teacher-forced log-probabilities against those that come up while generating.
#include <ATen/ATen.h>

#include <cmath>

#include "base/error.h"
#include "kernels/tensor_source.h"
#include "llm/generation.h"
#include "llm/scoring.h"

#include <QtTest>

namespace {

vp::checkpoint::DecoderConfig small_config() {
  vp::checkpoint::DecoderConfig config;
  config.vocab_size = 96;
  config.hidden_size = 32;
  config.intermediate_size = 64;
  config.num_hidden_layers = 2;
  config.num_attention_heads = 4;
  config.num_key_value_heads = 2;
  config.head_dim = 8;
  config.max_position_embeddings = 256;
  config.eos_token_ids = {};
  return config;
}

}  // namespace

class TestScoring : public QObject {
  Q_OBJECT

 private slots:
  void equalsWhatGeneratingGave_data() {
    QTest::addColumn<int>("tokens");
    QTest::newRow("one") << 1;
    QTest::newRow("some") << 7;
    QTest::newRow("more than are scored at once") << 150;
  }

  void equalsWhatGeneratingGave() {
    QFETCH(int, tokens);
    const vp::llm::Generation said = generate(tokens);
    QCOMPARE(said.ids.size(), static_cast<std::size_t>(tokens));
    cache_.truncate(kPrompt - 1);
    const std::vector<float> scores =
        vp::llm::score_tokens(decoder_, cache_, prompt().narrow(0, kPrompt - 1, 1), said.ids, progress_, {});
    QCOMPARE(scores.size(), said.ids.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
      QVERIFY2(std::abs(scores[i] - said.log_probabilities[i]) < 1e-4,
               qPrintable(QString("%1: %2, %3").arg(i).arg(scores[i]).arg(said.log_probabilities[i])));
    QCOMPARE(cache_.length(), kPrompt - 1);
  }

  void allNextTokensTogetherAreCertain() {
    generate(1);
    cache_.truncate(kPrompt - 1);
    double total = 0;
    for (std::int64_t id = 0; id < small_config().vocab_size; ++id)
      total += std::exp(vp::llm::score_tokens(decoder_, cache_, prompt().narrow(0, kPrompt - 1, 1),
                                              std::vector{id}, progress_, {})[0]);
    QVERIFY2(std::abs(total - 1) < 1e-4, qPrintable(QString::number(total)));
  }

  void refuses_data() {
    QTest::addColumn<QVector<qint64>>("ids");
    QTest::addColumn<int>("code");
    QTest::newRow("an id outside the vocabulary")
        << QVector<qint64>{1, 96} << static_cast<int>(vp::base::ErrorCode::Checkpoint);
    QTest::newRow("more than the context holds")
        << QVector<qint64>(250, 1) << static_cast<int>(vp::base::ErrorCode::Usage);
  }

  void refuses() {
    QFETCH(QVector<qint64>, ids);
    QFETCH(int, code);
    generate(1);
    cache_.truncate(kPrompt - 1);
    try {
      vp::llm::score_tokens(decoder_, cache_, prompt().narrow(0, kPrompt - 1, 1),
                            std::vector<std::int64_t>(ids.begin(), ids.end()), progress_, {});
      QFAIL("was not refused");
    } catch (const vp::base::Error& error) {
      QCOMPARE(static_cast<int>(error.code()), code);
    }
    QCOMPARE(cache_.length(), kPrompt - 1);
  }

 private:
  static constexpr std::int64_t kPrompt = 9;

  at::Tensor prompt() const {
    return decoder_.embed(std::vector<std::int64_t>{1, 20, 30, 40, 50, 60, 70, 80, 90});
  }

  vp::llm::Generation generate(int tokens) {
    cache_.truncate(0);
    vp::llm::GenerationOptions options;
    options.max_new_tokens = tokens;
    options.sampling.temperature = 1;  // a random model repeats itself otherwise
    return vp::llm::generate(decoder_, cache_, prompt(), options, [](std::int64_t) {}, progress_, {});
  }

  vp::kernels::RandomTensorSource weights_{at::device(at::kCPU).dtype(at::kFloat), 5};
  vp::llm::Decoder decoder_{small_config(), weights_};
  vp::llm::KvCache cache_{small_config(), 256, at::device(at::kCPU).dtype(at::kFloat)};
  vp::base::NoProgress progress_;
};

QTEST_GUILESS_MAIN(TestScoring)
#include "test_scoring.moc"
