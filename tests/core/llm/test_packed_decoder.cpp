#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTest>
#include <vector>

#include "kernels/tensor_source.h"
#include "llm/decoder.h"
#include "support/golden_tensors.h"

using vp::kernels::PackedSequence;

class TestPackedDecoder : public QObject {
  Q_OBJECT

 private slots:
  // Two questions behind one prefix and another sequence after them, at once, against one after the other.
  void equals_one_sequence_after_the_other() {
    vp::checkpoint::DecoderConfig config;
    config.vocab_size = 50;
    config.hidden_size = 64;
    config.intermediate_size = 96;
    config.num_hidden_layers = 3;
    config.num_attention_heads = 4;
    config.num_key_value_heads = 2;
    config.head_dim = 16;
    config.max_position_embeddings = 128;
    vp::kernels::RandomTensorSource weights(at::device(at::kCPU).dtype(at::kFloat), 5);
    const vp::llm::Decoder decoder(config, weights);
    at::manual_seed(4);
    const at::Tensor prefix = at::randn({20, 64}), first = at::randn({7, 64}), second = at::randn({9, 64}),
                     other = at::randn({13, 64});

    const std::vector<PackedSequence> sequences{{0, 36, 20, {20, 27}}, {36, 13, 13, {}}};
    const at::Tensor positions =
        at::cat({at::arange(20), at::arange(20, 27), at::arange(20, 29), at::arange(13)});
    const std::vector<at::Tensor> states =
        decoder.forward_packed(at::cat({prefix, first, second, other}), positions, sequences);
    QCOMPARE(states.size(), std::size_t{4});
    const at::Tensor packed = states.back();

    const auto alone = [&](const at::Tensor& embeddings) {
      const at::NoGradGuard no_grad;
      vp::llm::KvCache cache(config, 128, at::device(at::kCPU).dtype(at::kFloat));
      vp::base::NoProgress progress;
      return decoder.forward(embeddings, cache, progress, {}, /*all_positions=*/true);
    };
    compare(packed.narrow(0, 0, 27), alone(at::cat({prefix, first})));
    compare(packed.narrow(0, 27, 9), alone(at::cat({prefix, second})).narrow(0, 20, 9));
    compare(packed.narrow(0, 36, 13), alone(other));
  }

 private:
  static void compare(const at::Tensor& found, const at::Tensor& expected) {
    const double error = vp::test::relative_error(found, expected);
    QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
  }
};

QTEST_APPLESS_MAIN(TestPackedDecoder)
#include "test_packed_decoder.moc"
