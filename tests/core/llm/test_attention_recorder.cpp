// What is recorded of the decoder's attention against the whole matrix, written out plainly.
#include <ATen/ATen.h>

#include <QTest>
#include <array>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "llm/attention_recorder.h"
#include "llm/generation.h"
#include "reference_decoder.h"
#include "support/golden_tensors.h"

namespace vp::llm {
namespace {

using namespace test;
using vp::test::MapTensorSource;

const auto kIgnore = [](std::int64_t) {};

struct Case {
  const char* name;
  std::int64_t heads, key_value_heads;
  std::int64_t prompt;
  std::vector<std::int64_t> layers, chosen_heads;
  bool per_layer;
};

const std::vector<Case> kCases{
    {"mean of all", 4, 4, 20, {}, {}, false},
    {"a row a layer", 4, 2, 20, {}, {}, true},
    {"one layer, one head", 4, 2, 20, {1}, {2}, false},
    {"some heads of each layer", 6, 2, 20, {0, 1}, {0, 3, 5}, true},
    {"a prompt in several chunks", 4, 1, 300, {}, {1, 3}, false},
};

Decoder make_decoder(const checkpoint::DecoderConfig& config, const Weights& weights) {
  MapTensorSource source(weights, at::kFloat);
  return Decoder(config, source);
}

std::vector<std::int64_t> all_when_empty(std::vector<std::int64_t> numbers, std::int64_t count) {
  if (!numbers.empty()) return numbers;
  for (std::int64_t number = 0; number < count; ++number) numbers.push_back(number);
  return numbers;
}

/// (rows, columns): the row of the whole matrix that belongs to the last of `embeddings`.
at::Tensor expected_rows(const checkpoint::DecoderConfig& config, const Weights& weights,
                         const at::Tensor& embeddings, const RecordOptions& options) {
  std::vector<at::Tensor> attention;
  reference_logits(config, weights, embeddings, &attention);
  const std::int64_t last = embeddings.size(0) - 1;
  std::vector<at::Tensor> rows;
  for (const std::int64_t layer : all_when_empty(options.layers, config.num_hidden_layers)) {
    std::vector<at::Tensor> heads;
    for (const std::int64_t head : all_when_empty(options.heads, config.num_attention_heads)) {
      std::vector<at::Tensor> parts;
      for (const PositionSpan& span : options.columns)
        parts.push_back(
            attention[static_cast<std::size_t>(layer)][head][last].slice(0, span.begin, span.end));
      heads.push_back(at::cat(parts));
    }
    rows.push_back(at::stack(heads).mean(0));
  }
  const at::Tensor stacked = at::stack(rows);
  return options.per_layer ? stacked : stacked.mean(0, true);
}

}  // namespace

class TestAttentionRecorder : public QObject {
  Q_OBJECT

 private slots:
  void init() { at::manual_seed(5); }

  void as_the_whole_matrix_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < kCases.size(); ++i) QTest::newRow(kCases[i].name) << static_cast<int>(i);
  }

  void as_the_whole_matrix() {
    QFETCH(int, index);
    const Case& of = kCases[static_cast<std::size_t>(index)];
    const auto config = small_config(of.heads, of.key_value_heads, 16, false, false);
    const Weights weights = random_weights(config, 11 + index);
    const Decoder decoder = make_decoder(config, weights);
    const at::Tensor prompt = at::randn({of.prompt, config.hidden_size});
    RecordOptions options{{{2, 7}, {9, 15}}, of.layers, of.chosen_heads, of.per_layer};
    AttentionRecorder recorder(config, options);
    KvCache cache(config, 512, at::kFloat);
    GenerationOptions generation;
    generation.max_new_tokens = 4;
    base::NoProgress progress;
    const Generation result = generate(decoder, cache, prompt, generation, kIgnore, progress, {}, &recorder);

    QCOMPARE(result.ids.size(), 4U);
    QCOMPARE(recorder.columns(), 11);
    const std::int64_t rows =
        of.per_layer ? static_cast<std::int64_t>(of.layers.empty() ? 2 : of.layers.size()) : 1;
    QCOMPARE(recorder.rows(), rows);
    QCOMPARE(result.attention.size(), static_cast<std::size_t>(4 * rows * 11));
    const at::Tensor recorded = at::tensor(result.attention).view({4, rows, 11});
    at::Tensor embeddings = prompt;
    for (std::int64_t token = 0; token < 4; ++token) {
      const at::Tensor expected = expected_rows(config, weights, embeddings, options);
      const double error = (recorded[token] - expected).abs().max().item<double>();
      QVERIFY2(error <= 2e-4 * expected.max().item<double>(), qPrintable(QString::number(error)));
      embeddings =
          at::cat({embeddings, decoder.embed(std::array{result.ids[static_cast<std::size_t>(token)]})});
    }
    // A share of the whole: the columns that are kept do not sum to 1.
    const double kept = recorded.sum(-1).max().item<double>();
    QVERIFY(kept > 0 && kept < 1);

    // Nothing else is changed by it.
    cache.truncate(0);
    const Generation plain = generate(decoder, cache, prompt, generation, kIgnore, progress, {});
    QCOMPARE(plain.ids, result.ids);
    QCOMPARE(plain.log_probabilities, result.log_probabilities);
    QVERIFY(plain.attention.empty());
  }

  void behind_a_filled_cache() {
    const auto config = small_config(4, 2, 16, true, false);
    const Weights weights = random_weights(config, 3);
    const Decoder decoder = make_decoder(config, weights);
    const at::Tensor all = at::randn({30, config.hidden_size});
    const RecordOptions options{{{1, 9}}, {}, {}, true};
    AttentionRecorder recorder(config, options);
    KvCache cache(config, 64, at::kFloat);
    base::NoProgress progress;
    // Something that is truncated away again must not be seen.
    decoder.forward(all.narrow(0, 0, 20), cache, progress, {});
    decoder.forward(at::randn({5, config.hidden_size}), cache, progress, {});
    cache.truncate(20);
    GenerationOptions generation;
    generation.max_new_tokens = 1;
    const Generation result =
        generate(decoder, cache, all.narrow(0, 20, 10), generation, kIgnore, progress, {}, &recorder);
    const at::Tensor expected = expected_rows(config, weights, all, options);
    const at::Tensor recorded = at::tensor(result.attention).view({2, 8});
    QVERIFY((recorded - expected).abs().max().item<double>() <= 2e-4 * expected.max().item<double>());
  }

  void many_tokens_are_computed_in_parts() {
    const auto config = small_config(4, 2, 16, false, false);
    const Weights weights = random_weights(config, 21);
    const Decoder decoder = make_decoder(config, weights);
    at::Tensor embeddings = at::randn({10, config.hidden_size});
    const RecordOptions options{{{1, 9}}, {}, {}, true};
    AttentionRecorder recorder(config, options);
    KvCache cache(config, 128, at::kFloat);
    base::NoProgress progress;
    GenerationOptions generation;
    generation.max_new_tokens = 70;
    const Generation result =
        generate(decoder, cache, embeddings, generation, kIgnore, progress, {}, &recorder);
    const auto count = static_cast<std::int64_t>(result.ids.size());
    QVERIFY(count > 40);
    const at::Tensor recorded = at::tensor(result.attention).view({count, 2, 8});
    for (std::int64_t token = 0; token < count; ++token) {
      if (token % 31 == 0 || token == 32 || token + 1 == count) {
        const at::Tensor expected = expected_rows(config, weights, embeddings, options);
        const double error = (recorded[token] - expected).abs().max().item<double>();
        QVERIFY2(error <= 2e-4 * expected.max().item<double>(), qPrintable(QString::number(token)));
      }
      embeddings =
          at::cat({embeddings, decoder.embed(std::array{result.ids[static_cast<std::size_t>(token)]})});
    }
  }

  void the_end_token_leaves_no_row() {
    auto config = small_config(4, 2, 16, false, false);
    const Weights weights = random_weights(config, 8);
    const at::Tensor prompt = at::randn({12, config.hidden_size});
    base::NoProgress progress;
    KvCache cache(config, 64, at::kFloat);
    GenerationOptions generation;
    generation.max_new_tokens = 10;
    const Generation endless =
        generate(make_decoder(config, weights), cache, prompt, generation, kIgnore, progress, {});
    config.eos_token_ids = {endless.ids[5]};
    AttentionRecorder recorder(config, {{{0, 4}}, {}, {}, false});
    cache.truncate(0);
    const Generation ended =
        generate(make_decoder(config, weights), cache, prompt, generation, kIgnore, progress, {}, &recorder);
    QVERIFY(ended.end_id);
    QCOMPARE(ended.attention.size(), ended.ids.size() * 4);
  }

  void refuses_what_the_decoder_has_not_data() {
    QTest::addColumn<QList<qint64>>("layers");
    QTest::addColumn<QList<qint64>>("heads");
    QTest::newRow("layer too large") << QList<qint64>{0, 2} << QList<qint64>{};
    QTest::newRow("negative layer") << QList<qint64>{-1} << QList<qint64>{};
    QTest::newRow("layer twice") << QList<qint64>{1, 1} << QList<qint64>{};
    QTest::newRow("head too large") << QList<qint64>{} << QList<qint64>{4};
    QTest::newRow("heads not ascending") << QList<qint64>{} << QList<qint64>{2, 1};
  }

  void refuses_what_the_decoder_has_not() {
    QFETCH(QList<qint64>, layers);
    QFETCH(QList<qint64>, heads);
    RecordOptions options;
    options.columns = {{0, 1}};
    options.layers.assign(layers.begin(), layers.end());
    options.heads.assign(heads.begin(), heads.end());
    bool refused = false;
    try {
      AttentionRecorder(small_config(4, 2, 16, false, false), options);
    } catch (const base::Error& error) {
      refused = error.code() == base::ErrorCode::Usage;
    }
    QVERIFY(refused);
  }
};

}  // namespace vp::llm

QTEST_GUILESS_MAIN(vp::llm::TestAttentionRecorder)
#include "test_attention_recorder.moc"
