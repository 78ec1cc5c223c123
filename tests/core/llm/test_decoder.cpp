#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTest>
#include <array>
#include <limits>
#include <memory>

#include "base/error.h"
#include "checkpoint/model_config.h"
#include "kernels/linear.h"
#include "llm/decoder.h"
#include "reference_decoder.h"
#include "support/golden_tensors.h"

namespace vp::llm {
namespace {

using namespace test;
using vp::test::load_tensors;
using vp::test::MapTensorSource;

/// Largest difference relative to the largest expected magnitude.
double relative_difference(const at::Tensor& found, const at::Tensor& expected) {
  const at::Tensor difference = (found.to(at::kDouble) - expected.to(at::kDouble)).abs().max();
  return difference.item<double>() / expected.to(at::kDouble).abs().max().item<double>();
}

std::vector<std::int64_t> to_vector(const at::Tensor& ids) {
  const at::Tensor longs = ids.to(at::kLong);
  return {longs.data_ptr<std::int64_t>(), longs.data_ptr<std::int64_t>() + longs.numel()};
}

struct Golden {
  checkpoint::DecoderConfig config;
  Weights weights;
  std::vector<std::int64_t> input_ids;
  std::vector<std::int64_t> greedy;
  at::Tensor logits;
};

Golden read_golden(const QString& name) {
  const std::string folder = VP_TEST_DATA "/golden/decoder/" + name.toStdString();
  Golden golden{
      checkpoint::read_model_config(folder).decoder, load_tensors(folder + "/model.safetensors"), {}, {}, {}};
  const auto expected = load_tensors(folder + "/expected.safetensors");
  golden.input_ids = to_vector(expected.at("input_ids"));
  golden.greedy = to_vector(expected.at("greedy"));
  golden.logits = expected.at("logits");
  return golden;
}

Decoder make_decoder(const checkpoint::DecoderConfig& config, const Weights& weights,
                     at::ScalarType dtype = at::kFloat) {
  MapTensorSource source(weights, dtype);
  return Decoder(config, source);
}

at::Tensor run(const Decoder& decoder, const at::Tensor& embeddings, KvCache& cache) {
  base::NoProgress progress;
  return decoder.logits(decoder.forward(embeddings, cache, progress, {}, /*all_positions=*/true));
}

constexpr double kTolerance =
    2e-4;  // of the largest value: what two correct float32 implementations differ by

/// Gives the weights of linear maps in so many bits.
class QuantisingSource final : public kernels::TensorSource {
 public:
  QuantisingSource(const Weights& weights, int bits) : source_(weights, at::kFloat), bits_(bits) {}

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override {
    return source_.take(name, shape);
  }
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override {
    return source_.take_stacked(names, rows, trailing);
  }
  kernels::WeightMatrix take_matrix(const std::string& name, std::int64_t rows,
                                    std::int64_t columns) override {
    const at::Tensor weight = take(name, {rows, columns});
    if (name == "model.embed_tokens.weight") return kernels::WeightMatrix(weight);
    return kernels::WeightMatrix(kernels::quantise(weight, bits_));
  }
  kernels::WeightMatrix take_matrices(const std::vector<std::string>& names,
                                      const std::vector<std::int64_t>& rows, std::int64_t columns) override {
    kernels::WeightMatrix matrix;
    for (std::size_t i = 0; i < names.size(); ++i) matrix.append(take_matrix(names[i], rows[i], columns));
    return matrix;
  }
  bool has(const std::string& name) const override { return source_.has(name); }
  at::TensorOptions options() const override { return source_.options(); }

 private:
  MapTensorSource source_;
  int bits_;
};

/// Asks for a stop at the first report.
class StopAtFirstReport final : public base::Progress {
 public:
  explicit StopAtFirstReport(std::stop_source& source) : source_(source) {}
  void report(base::Phase, std::int64_t, std::int64_t) override { source_.request_stop(); }
  void warn(const base::Message&) override {}

 private:
  std::stop_source& source_;
};

}  // namespace

class TestDecoder : public QObject {
  Q_OBJECT

  /// Everything here is inference but for the tests that say otherwise.
  std::unique_ptr<at::NoGradGuard> no_grad_;

 private slots:
  void init() { no_grad_ = std::make_unique<at::NoGradGuard>(); }
  void cleanup() { no_grad_.reset(); }

  void golden_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("piece");  // positions a call; 0: all at once
    for (const char* name : {"llama_mha", "llama_gqa", "qwen2"}) {
      for (const int piece : {0, 1, 7, 47}) {
        QTest::addRow("%s, pieces of %d", name, piece) << QString(name) << piece;
      }
    }
  }

  void golden() {
    QFETCH(QString, name);
    QFETCH(int, piece);
    const Golden golden = read_golden(name);
    const Decoder decoder = make_decoder(golden.config, golden.weights);
    KvCache cache(golden.config, 128, at::kFloat);
    const at::Tensor embeddings = decoder.embed(golden.input_ids);
    const std::int64_t n = embeddings.size(0);
    std::vector<at::Tensor> pieces;
    for (std::int64_t first = 0; first < n; first += piece == 0 ? n : piece) {
      const std::int64_t size = piece == 0 ? n : std::min<std::int64_t>(piece, n - first);
      pieces.push_back(run(decoder, embeddings.narrow(0, first, size), cache));
    }
    QCOMPARE(cache.length(), n);
    QVERIFY(relative_difference(at::cat(pieces), golden.logits) < kTolerance);

    std::vector<std::int64_t> greedy;
    at::Tensor last = pieces.back().narrow(0, pieces.back().size(0) - 1, 1);
    while (greedy.size() < golden.greedy.size()) {
      greedy.push_back(last.argmax().item<std::int64_t>());
      last = run(decoder, decoder.embed(std::array{greedy.back()}), cache);
    }
    QCOMPARE(greedy, golden.greedy);
  }

  // Kept in 16 and 8 bits; position by position, and many at once.
  void golden_with_kept_forms_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("piece");
    for (const char* name : {"llama_mha", "llama_gqa", "qwen2"})
      for (const int piece : {0, 1}) QTest::addRow("%s, pieces of %d", name, piece) << QString(name) << piece;
  }
  void golden_with_kept_forms() {
    QFETCH(QString, name);
    QFETCH(int, piece);
    const Golden golden = read_golden(name);
    const Decoder decoder = make_decoder(golden.config, golden.weights);
    const at::Tensor embeddings = decoder.embed(golden.input_ids);
    const std::int64_t n = embeddings.size(0), size = piece == 0 ? n : piece;
    for (const auto& [form, allowed] :
         {std::pair(kernels::KeptForm::Float16, 0.005), std::pair(kernels::KeptForm::Codes, 0.05)}) {
      KvCache cache(golden.config, 128, at::kFloat, form);
      std::vector<at::Tensor> pieces;
      for (std::int64_t first = 0; first < n; first += size)
        pieces.push_back(run(decoder, embeddings.narrow(0, first, size), cache));
      const double difference = relative_difference(at::cat(pieces), golden.logits);
      qInfo("%.5f of the largest logit", difference);
      QVERIFY(difference > 0 && difference < allowed);
    }
  }

  void golden_after_truncate_data() { golden_data(); }

  void golden_after_truncate() {
    QFETCH(QString, name);
    QFETCH(int, piece);
    const Golden golden = read_golden(name);
    const Decoder decoder = make_decoder(golden.config, golden.weights);
    KvCache cache(golden.config, 128, at::kFloat);
    const at::Tensor embeddings = decoder.embed(golden.input_ids);
    run(decoder, embeddings.narrow(0, 0, 20), cache);
    run(decoder, embeddings.flip(0), cache);  // a turn that is taken back
    const std::int64_t kept = piece == 0 ? 0 : std::min(piece, 20);
    cache.truncate(kept);
    const at::Tensor logits = run(decoder, embeddings.narrow(0, kept, embeddings.size(0) - kept), cache);
    QVERIFY(relative_difference(logits, golden.logits.narrow(0, kept, logits.size(0))) < kTolerance);
  }

  void random_config_data() {
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("key_value_heads");
    QTest::addColumn<int>("head_dim");
    QTest::addColumn<bool>("bias");
    QTest::addColumn<bool>("tied");
    QTest::addColumn<double>("rope_linear_factor");
    QTest::addColumn<int>("n");
    QTest::newRow("multi-head") << 4 << 4 << 18 << false << false << 1.0 << 37;
    QTest::newRow("grouped queries, bias") << 6 << 2 << 12 << true << false << 1.0 << 70;
    QTest::newRow("one key/value head, tied") << 6 << 1 << 12 << false << true << 1.0 << 33;
    QTest::newRow("heads wider than the model") << 4 << 2 << 64 << true << true << 1.0 << 150;
    QTest::newRow("head of 128, several chunks") << 2 << 1 << 128 << false << false << 1.0 << 300;
    QTest::newRow("scaled positions") << 4 << 4 << 32 << false << false << 4.0 << 90;
    QTest::newRow("one position") << 4 << 4 << 16 << false << false << 1.0 << 1;
  }

  void random_config() {
    QFETCH(int, heads);
    QFETCH(int, key_value_heads);
    QFETCH(int, head_dim);
    QFETCH(bool, bias);
    QFETCH(bool, tied);
    QFETCH(double, rope_linear_factor);
    QFETCH(int, n);
    checkpoint::DecoderConfig config = small_config(heads, key_value_heads, head_dim, bias, tied);
    config.rope_linear_factor = rope_linear_factor;
    const Weights weights = random_weights(config, heads * 1000 + n);
    const Decoder decoder = make_decoder(config, weights);
    const at::Tensor embeddings = at::randn({n, config.hidden_size});

    Weights double_weights;
    for (const auto& [name, tensor] : weights) double_weights[name] = tensor.to(at::kDouble);
    const at::Tensor expected = reference_logits(config, double_weights, embeddings.to(at::kDouble));

    KvCache cache(config, n, at::kFloat);
    QVERIFY(relative_difference(run(decoder, embeddings, cache), expected) < kTolerance);
    cache.truncate(n / 2);
    const at::Tensor rest = run(decoder, embeddings.narrow(0, n / 2, n - n / 2), cache);
    QVERIFY(relative_difference(rest, expected.narrow(0, n / 2, n - n / 2)) < kTolerance);

    std::int64_t parameters = 0;
    for (const auto& [name, tensor] : weights) parameters += tensor.numel();
    QCOMPARE(decoder.parameter_count(), parameters);
  }

  void bfloat16_is_close_to_float32_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"llama_mha", "llama_gqa", "qwen2"}) QTest::newRow(name) << QString(name);
  }

  /// Against float32 on the same weights, rounded. Each rounding moves a value by up to 2^-8 of itself, and
  /// on the way through a layer there are eight (two norms, keys, their rotation, weights, values, gated,
  /// down). The 24 of three layers are of either sign: about sqrt(24) * 2^-8 = 2 %, of which 5 % leave room
  /// for the worst of 48 * 512 logits.
  void bfloat16_is_close_to_float32() {
    QFETCH(QString, name);
    Golden golden = read_golden(name);
    for (auto& [_, tensor] : golden.weights) tensor = tensor.to(at::kBFloat16).to(at::kFloat);
    const Decoder exact = make_decoder(golden.config, golden.weights);
    KvCache exact_cache(golden.config, 128, at::kFloat);
    const at::Tensor expected = run(exact, exact.embed(golden.input_ids), exact_cache);

    const Decoder decoder = make_decoder(golden.config, golden.weights, at::kBFloat16);
    KvCache cache(golden.config, 128, at::kBFloat16);
    const at::Tensor embeddings = decoder.embed(golden.input_ids);
    const at::Tensor together = run(decoder, embeddings, cache);
    QCOMPARE(together.scalar_type(), at::kFloat);

    // Token by token the products have one row and take another way to the same values.
    cache.truncate(0);
    std::vector<at::Tensor> rows;
    for (std::int64_t i = 0; i < embeddings.size(0); ++i) {
      rows.push_back(run(decoder, embeddings.narrow(0, i, 1), cache));
    }
    for (const at::Tensor& logits : {together, at::cat(rows)}) {
      const double largest = relative_difference(logits, expected);
      const double mean = ((logits - expected).norm() / expected.norm()).item<double>();
      qInfo("worst %.4f of the largest logit, root mean square %.4f", largest, mean);
      QVERIFY(largest < 0.05);
      QVERIFY(mean < 0.05);
    }
  }

  // How many positions are taken at once depends on what the weights are; what comes out does not.
  void quantised_weights_take_any_pieces_data() {
    QTest::addColumn<int>("bits");
    for (const int bits : {8, 4}) QTest::addRow("%d bits", bits) << bits;
  }

  void quantised_weights_take_any_pieces() {
    QFETCH(const int, bits);
    const auto config = small_config(4, 2, 16, false, false);
    QuantisingSource source(random_weights(config, 6), bits);
    const Decoder decoder(config, source);
    constexpr std::int64_t kPositions = 530;
    const at::Tensor embeddings = at::randn({kPositions, config.hidden_size});
    KvCache cache(config, kPositions, at::kFloat);
    const at::Tensor together = run(decoder, embeddings, cache);
    cache.truncate(0);
    std::vector<at::Tensor> pieces;
    for (std::int64_t first = 0; first < kPositions; first += 53)
      pieces.push_back(run(decoder, embeddings.narrow(0, first, 53), cache));
    QVERIFY(relative_difference(at::cat(pieces), together) < kTolerance);
  }

  // One row goes through all pieces at once, and each gives what it gives alone.
  void pieces_of_a_matrix_give_what_they_give_alone() {
    for (const int bits : {8, 4}) {
      const at::Tensor x = at::randn({1, 300});
      kernels::WeightMatrix matrix;
      std::vector<at::Tensor> alone;
      for (const std::int64_t rows : {70, 3, 129}) {
        const kernels::WeightMatrix piece(kernels::quantise(at::randn({rows, 300}), bits));
        alone.push_back(kernels::linear(x, piece));
        matrix.append(piece);
      }
      QVERIFY(at::equal(kernels::linear(x, matrix), at::cat(alone, -1)));
    }
  }

  void last_position_only() {
    const auto config = small_config(4, 2, 16, false, false);
    const Decoder decoder = make_decoder(config, random_weights(config, 5));
    const at::Tensor embeddings = at::randn({140, config.hidden_size});
    base::NoProgress progress;
    KvCache cache(config, 140, at::kFloat);
    const at::Tensor all = decoder.forward(embeddings, cache, progress, {}, true);
    QCOMPARE(all.sizes(), at::IntArrayRef({140, config.hidden_size}));
    cache.truncate(0);
    const at::Tensor last = decoder.forward(embeddings, cache, progress, {});
    QCOMPARE(last.sizes(), at::IntArrayRef({1, config.hidden_size}));
    QVERIFY(relative_difference(last, all.narrow(0, 139, 1)) < 1e-5);
  }

  void embeddings_are_left_alone() {
    const auto config = small_config(4, 2, 16, false, false);
    const Decoder decoder = make_decoder(config, random_weights(config, 5));
    const at::Tensor embeddings = at::randn({10, config.hidden_size});
    const at::Tensor copy = embeddings.clone();
    KvCache cache(config, 10, at::kFloat);
    run(decoder, embeddings, cache);
    QVERIFY(at::equal(embeddings, copy));
  }

  void gradients_match_the_reference() {
    no_grad_.reset();
    const auto config = small_config(4, 2, 16, true, false);
    const Weights weights = random_weights(config, 6);
    const Decoder decoder = make_decoder(config, weights);
    const at::Tensor values = at::randn({140, config.hidden_size});  // more than one chunk of inference
    const at::Tensor direction = at::randn({140, config.vocab_size});

    const at::Tensor found = values.clone().requires_grad_();
    KvCache cache(config, 140, at::kFloat);
    (run(decoder, found, cache) * direction).sum().backward();
    const at::Tensor expected = values.clone().requires_grad_();
    (reference_logits(config, weights, expected) * direction).sum().backward();
    QVERIFY(relative_difference(found.grad(), expected.grad()) < 1e-3);
  }

  void id_outside_the_vocabulary_data() {
    QTest::addColumn<qint64>("id");
    QTest::newRow("negative") << qint64{-1};
    QTest::newRow("one too large") << qint64{101};
    QTest::newRow("huge") << std::numeric_limits<qint64>::max();
  }

  void id_outside_the_vocabulary() {
    QFETCH(qint64, id);
    const auto config = small_config(4, 2, 16, false, false);
    const Decoder decoder = make_decoder(config, random_weights(config, 5));
    try {
      decoder.embed(std::array<std::int64_t, 2>{100, id});
      QFAIL("no error");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Checkpoint);
      QVERIFY(QString(error.what()).contains(QString::number(id)));
    }
  }

  void no_room() {
    const auto config = small_config(4, 2, 16, false, false);
    const Decoder decoder = make_decoder(config, random_weights(config, 5));
    KvCache cache(config, 10, at::kFloat);
    run(decoder, at::randn({6, config.hidden_size}), cache);
    try {
      run(decoder, at::randn({5, config.hidden_size}), cache);
      QFAIL("no error");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Usage);
    }
    QCOMPARE(cache.length(), 6);
    run(decoder, at::randn({4, config.hidden_size}), cache);
    QCOMPARE(cache.length(), 10);
  }

  void stop_in_prefill_leaves_the_cache() {
    const auto config = small_config(4, 2, 16, false, false);
    const Decoder decoder = make_decoder(config, random_weights(config, 5));
    KvCache cache(config, 2000, at::kFloat);
    const at::Tensor first = at::randn({20, config.hidden_size});
    const at::Tensor next = at::randn({9, config.hidden_size});
    run(decoder, first, cache);
    const at::Tensor expected = run(decoder, next, cache);
    cache.truncate(20);

    std::stop_source source;
    StopAtFirstReport progress(source);
    try {
      decoder.forward(at::randn({1900, config.hidden_size}), cache, progress, source.get_token());
      QFAIL("not stopped");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Stopped);
    }
    QCOMPARE(cache.length(), 20);
    QVERIFY(relative_difference(run(decoder, next, cache), expected) < 1e-6);
  }
};

}  // namespace vp::llm

QTEST_GUILESS_MAIN(vp::llm::TestDecoder)
#include "test_decoder.moc"
