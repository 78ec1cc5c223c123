// Branches that do not see some of the cache's positions, against the whole matrix with a mask over it.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTest>
#include <vector>

#include "base/error.h"
#include "llm/decoder.h"
#include "reference_decoder.h"
#include "support/golden_tensors.h"

namespace vp::llm {
namespace {

using namespace test;
using vp::test::MapTensorSource;

constexpr std::int64_t kBefore = 40;  ///< positions that all branches see
constexpr double kTolerance = 1e-5;   ///< of the largest logit

Decoder make_decoder(const checkpoint::DecoderConfig& config, const Weights& weights) {
  MapTensorSource source(weights, at::kFloat);
  return Decoder(config, source);
}

/// The mask of a branch: its own rows do not see `cut`.
std::vector<at::Tensor> masks(const HiddenPositions& cut, std::int64_t length, std::int64_t layers) {
  std::vector<at::Tensor> all;
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    at::Tensor mask = at::zeros({kBefore + length, kBefore + length}, at::kBool);
    if (cut.first_layer <= layer && layer <= cut.last_layer)
      mask.slice(0, kBefore).slice(1, cut.positions.begin, cut.positions.end).fill_(true);
    all.push_back(mask);
  }
  return all;
}

Weights doubled(const Weights& weights) {
  Weights wide;
  for (const auto& [name, tensor] : weights) wide[name] = tensor.to(at::kDouble);
  return wide;
}

}  // namespace

class TestBranches : public QObject {
  Q_OBJECT

 private slots:
  void hiding_is_a_mask_data() {
    QTest::addColumn<int>("key_value_heads");
    QTest::newRow("a key head a query head") << 4;
    QTest::newRow("shared key heads") << 2;
  }

  void hiding_is_a_mask() {
    QFETCH(int, key_value_heads);
    const at::NoGradGuard no_grad;
    const checkpoint::DecoderConfig config = small_config(4, key_value_heads, 18, true, false);
    const Weights weights = random_weights(config, 3);
    const Decoder decoder = make_decoder(config, weights);
    const at::Tensor before = at::randn({kBefore, config.hidden_size});
    // More rows than go through the layers at once; nothing, the beginning, the middle, all of it, and a
    // layer alone.
    const std::vector<std::int64_t> lengths{5, 9, 120, 7, 3};
    const std::vector<HiddenPositions> hidden{
        {}, {{0, 12}, 0, 1}, {{12, 30}, 0, 1}, {{0, kBefore}, 0, 1}, {{8, 24}, 1, 1}};
    std::int64_t rows = 0;
    for (const std::int64_t length : lengths) rows += length;
    const at::Tensor own = at::randn({rows, config.hidden_size});

    KvCache cache(config, 512, at::device(at::kCPU).dtype(at::kFloat));
    base::NoProgress progress;
    decoder.forward(before, cache, progress, {});
    const at::Tensor found =
        decoder.logits(decoder.forward_branches(own, lengths, cache, {}, hidden)).to(at::kDouble);
    QCOMPARE(cache.length(), kBefore);

    const Weights wide = doubled(weights);
    std::int64_t first = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      const at::Tensor all = at::cat({before, own.narrow(0, first, lengths[i])}).to(at::kDouble);
      const at::Tensor expected =
          reference_logits(config, wide, all, nullptr, masks(hidden[i], lengths[i], config.num_hidden_layers))
              .slice(0, kBefore);
      const at::Tensor seen = reference_logits(config, wide, all).slice(0, kBefore);
      const double largest = expected.abs().max().item<double>();
      const double difference =
          (found.narrow(0, first, lengths[i]) - expected).abs().max().item<double>() / largest;
      QVERIFY2(difference < kTolerance, qPrintable(QString("branch %1: %2").arg(i).arg(difference)));
      if (i > 0) QVERIFY((seen - expected).abs().max().item<double>() / largest > 1e-2);
      first += lengths[i];
    }
  }

  // Rows in 8 bits and 16 are left out with their scales.
  void hides_rows_of_any_form() {
    const at::NoGradGuard no_grad;
    const checkpoint::DecoderConfig config = small_config(4, 2, 36, false, false);
    const Weights weights = random_weights(config, 4);
    const Decoder decoder = make_decoder(config, weights);
    const at::Tensor before = at::randn({kBefore, config.hidden_size});
    const at::Tensor own = at::randn({6, config.hidden_size});
    const std::vector<std::int64_t> lengths{6};
    const std::vector<HiddenPositions> hidden{{{7, 23}, 0, 1}};
    const auto run = [&](kernels::KeptForm form) {
      KvCache cache(config, 128, at::device(at::kCPU).dtype(at::kFloat), form);
      base::NoProgress progress;
      decoder.forward(before, cache, progress, {});
      return decoder.logits(decoder.forward_branches(own, lengths, cache, {}, hidden));
    };
    const at::Tensor exact = run(kernels::KeptForm::AsComputed);
    const double largest = exact.abs().max().item<double>();
    QVERIFY((run(kernels::KeptForm::Float16) - exact).abs().max().item<double>() < 5e-3 * largest);
    QVERIFY((run(kernels::KeptForm::Codes) - exact).abs().max().item<double>() < 5e-2 * largest);
  }
};

}  // namespace vp::llm

QTEST_GUILESS_MAIN(vp::llm::TestBranches)
#include "test_branches.moc"
