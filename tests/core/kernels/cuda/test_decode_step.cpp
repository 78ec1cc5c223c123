// A token after the other without the host: held against the decoder that answers on the CPU.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <array>
#include <bit>

#include "core/llm/reference_decoder.h"
#include "llm/decode_step.h"
#include "llm/generation.h"
#include "support/adapter_place.h"
#include "support/golden_tensors.h"

#include <QtTest>

namespace vp::test {

using namespace llm;

class TestDecodeStep : public QObject {
  Q_OBJECT

  static constexpr std::int64_t kTokens = 7;

  at::Device device_ = adapter_place().device;

  Decoder decoder(const checkpoint::DecoderConfig& config, at::Device device) const {
    MapTensorSource source(llm::test::random_weights(config, 31), at::device(device).dtype(at::kFloat));
    return Decoder(config, source);
  }

  /// Tokens behind a prompt of four, by steps; and the cache's length that they left.
  Generation by_steps(const Decoder& model, const checkpoint::DecoderConfig& config, kernels::KeptForm form,
                      const SamplingOptions& sampling, const Generation& reference) const {
    KvCache cache(config, 64, at::device(device_).dtype(at::kFloat), form);
    base::NoProgress progress;
    const at::NoGradGuard no_grad;
    const at::Tensor prompt = model.embed(std::array<std::int64_t, 4>{3, 14, 15, 92});
    const at::Tensor logits = model.logits(model.forward(prompt, cache, progress, {})).to(at::kCPU);
    Sampler sampler(sampling);
    Generation result;
    result.ids = {sampler.sample({logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel())})};
    result.log_probabilities = {reference.log_probabilities.front()};
    DecodeStep step(model, cache, sampling, result.ids.front(), sampler.draws(kTokens - 1));
    while (result.ids.size() < kTokens) {
      step.run();
      const at::Tensor chosen = step.chosen().to(at::kCPU);
      result.ids.push_back(chosen[0].item<int>());
      result.log_probabilities.push_back(std::bit_cast<float>(chosen[1].item<int>()));
      cache.advance(1);
    }
    return result;
  }

 private slots:
  void initTestCase() { qInfo("%s", adapter_place().where.c_str()); }

  void saysWhatTheDecoderSays_data() {
    QTest::addColumn<int>("key_value_heads");
    QTest::addColumn<bool>("bias_and_tied");
    QTest::addColumn<int>("form");
    QTest::addColumn<double>("temperature");
    using kernels::KeptForm;
    const auto row = [](const char* name, int heads, bool qwen, KeptForm form, double temperature) {
      QTest::newRow(name) << heads << qwen << static_cast<int>(form) << temperature;
    };
    row("llama", 4, false, KeptForm::AsComputed, 0);
    row("qwen, fewer keys", 2, true, KeptForm::AsComputed, 0);
    row("keys in 16 bits", 2, false, KeptForm::Float16, 0);
    row("keys in codes", 4, false, KeptForm::Codes, 0);
    row("drawn", 4, false, KeptForm::AsComputed, 0.9);
  }

  void saysWhatTheDecoderSays() {
    QFETCH(int, key_value_heads);
    QFETCH(bool, bias_and_tied);
    QFETCH(int, form);
    QFETCH(double, temperature);
    const auto kept = static_cast<kernels::KeptForm>(form);
    const checkpoint::DecoderConfig config =
        llm::test::small_config(4, key_value_heads, 16, bias_and_tied, bias_and_tied);
    GenerationOptions options;
    options.max_new_tokens = kTokens;
    options.sampling = {temperature, 0.9, 5};
    options.repetition_guard = false;
    const Decoder on_cpu = decoder(config, at::kCPU);
    KvCache cache(config, 64, at::dtype(at::kFloat), kept);
    base::NoProgress progress;
    const Generation reference =
        generate(on_cpu, cache, on_cpu.embed(std::array<std::int64_t, 4>{3, 14, 15, 92}), options,
                 [](std::int64_t) {}, progress, {});
    const Decoder there = decoder(config, device_);
    const Generation result = by_steps(there, config, kept, options.sampling, reference);
    QCOMPARE(adapter_faults(), std::vector<std::string>());
    QCOMPARE(result.ids, reference.ids);
    for (std::size_t i = 0; i < result.ids.size(); ++i)
      QVERIFY(std::abs(result.log_probabilities[i] - reference.log_probabilities[i]) < 2e-3F);
  }
};

}  // namespace vp::test

using vp::test::TestDecodeStep;
QTEST_GUILESS_MAIN(TestDecodeStep)
#include "test_decode_step.moc"
