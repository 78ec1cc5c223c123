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

  static constexpr std::array<std::int64_t, 4> kPrompt{3, 14, 15, 92};

  static GenerationOptions options_of(double temperature, double penalty) {
    GenerationOptions options;
    options.max_new_tokens = kTokens;
    options.sampling = {temperature, 0.9, 5};
    options.repetition_guard = false;
    options.repetition_penalty = penalty;
    options.prompt_ids.assign(kPrompt.begin(), kPrompt.end());
    return options;
  }

  /// Tokens behind the prompt by steps, of which the first one is taken from the reference.
  Generation by_steps(const Decoder& model, KvCache& cache, DecodeStep& step,
                      const GenerationOptions& options, const Generation& reference,
                      AttentionRecorder* recorder) const {
    base::NoProgress progress;
    const at::NoGradGuard no_grad;
    cache.truncate(0);
    model.forward(model.embed(kPrompt), cache, progress, {}, false, recorder);
    Sampler sampler(options.sampling);
    sampler.draws(1);
    Generation result;
    result.ids = {reference.ids.front()};
    result.log_probabilities = {reference.log_probabilities.front()};
    if (recorder != nullptr) recorder->move_to(result.attention);
    std::vector<std::int64_t> said = options.prompt_ids;
    said.push_back(result.ids.front());
    said.push_back(model.config().vocab_size + 5);  // of a frame
    step.begin(result.ids.front(), sampler.draws(kTokens - 1), said);
    while (result.ids.size() < kTokens) {
      step.run();
      const at::Tensor chosen = step.chosen().to(at::kCPU);
      result.ids.push_back(chosen[0].item<int>());
      result.log_probabilities.push_back(std::bit_cast<float>(chosen[1].item<int>()));
      cache.advance(1);
    }
    if (recorder != nullptr) recorder->append(step.rows().narrow(0, 0, kTokens - 1), result.attention);
    return result;
  }

 private slots:
  void initTestCase() { qInfo("%s", adapter_place().where.c_str()); }

  void saysWhatTheDecoderSays_data() {
    QTest::addColumn<int>("key_value_heads");
    QTest::addColumn<bool>("bias_and_tied");
    QTest::addColumn<int>("form");
    QTest::addColumn<double>("temperature");
    QTest::addColumn<double>("penalty");
    using kernels::KeptForm;
    const auto row = [](const char* name, int heads, bool qwen, KeptForm form, double temperature,
                        double penalty) {
      QTest::newRow(name) << heads << qwen << static_cast<int>(form) << temperature << penalty;
    };
    row("llama", 4, false, KeptForm::AsComputed, 0, 1);
    row("qwen, fewer keys", 2, true, KeptForm::AsComputed, 0, 1);
    row("keys in 16 bits", 2, false, KeptForm::Float16, 0, 1);
    row("keys in codes", 4, false, KeptForm::Codes, 0, 1);
    row("drawn", 4, false, KeptForm::AsComputed, 0.9, 1);
    row("penalty", 4, false, KeptForm::AsComputed, 0, 20);
    row("what was said is likelier", 4, false, KeptForm::AsComputed, 0, 0.05);
    row("drawn with a penalty", 2, true, KeptForm::AsComputed, 0.8, 1.2);
  }

  void saysWhatTheDecoderSays() {
    QFETCH(int, key_value_heads);
    QFETCH(bool, bias_and_tied);
    QFETCH(int, form);
    QFETCH(double, temperature);
    QFETCH(double, penalty);
    const auto kept = static_cast<kernels::KeptForm>(form);
    const checkpoint::DecoderConfig config =
        llm::test::small_config(4, key_value_heads, 16, bias_and_tied, bias_and_tied);
    const GenerationOptions options = options_of(temperature, penalty);
    const Decoder on_cpu = decoder(config, at::kCPU);
    KvCache cache(config, 64, at::dtype(at::kFloat), kept);
    base::NoProgress progress;
    const Generation reference =
        generate(on_cpu, cache, on_cpu.embed(kPrompt), options, [](std::int64_t) {}, progress, {});
    QCOMPARE(reference.ids.size(), static_cast<std::size_t>(kTokens));
    const Decoder there = decoder(config, device_);
    KvCache its_cache(config, 64, at::device(device_).dtype(at::kFloat), kept);
    DecodeStep step(there, its_cache, {temperature, options.sampling.top_p, penalty, {}});
    for (int answer = 0; answer < 2; ++answer) {  // the second one begins as the first one did
      const Generation result = by_steps(there, its_cache, step, options, reference, nullptr);
      QCOMPARE(adapter_faults(), std::vector<std::string>());
      QCOMPARE(result.ids, reference.ids);
      for (std::size_t i = 0; i < result.ids.size(); ++i)
        QVERIFY(std::abs(result.log_probabilities[i] - reference.log_probabilities[i]) < 2e-3F);
    }
  }

  // A penalty that changes nothing would pass the test above.
  void aPenaltyChangesTheAnswer() {
    const checkpoint::DecoderConfig config = llm::test::small_config(4, 4, 16, false, false);
    const Decoder on_cpu = decoder(config, at::kCPU);
    std::vector<std::vector<std::int64_t>> said;
    for (const double penalty : {1.0, 0.05}) {
      KvCache cache(config, 64, at::dtype(at::kFloat));
      base::NoProgress progress;
      said.push_back(generate(on_cpu, cache, on_cpu.embed(kPrompt), options_of(0, penalty),
                              [](std::int64_t) {}, progress, {})
                         .ids);
    }
    QVERIFY(said.front() != said.back());
  }

  void recordsWhatTheDecoderRecords_data() {
    QTest::addColumn<bool>("some");  // layers and heads, of which there are others
    QTest::addColumn<int>("form");
    for (const auto form :
         {kernels::KeptForm::AsComputed, kernels::KeptForm::Float16, kernels::KeptForm::Codes})
      for (const bool some : {false, true})
        QTest::addRow("form %d, %s", static_cast<int>(form), some ? "one layer, two heads" : "all")
            << some << static_cast<int>(form);
  }

  void recordsWhatTheDecoderRecords() {
    QFETCH(bool, some);
    QFETCH(int, form);
    const auto kept = static_cast<kernels::KeptForm>(form);
    const checkpoint::DecoderConfig config = llm::test::small_config(4, 2, 16, false, false);
    RecordOptions record;
    record.columns = {{0, 2}, {3, 4}};
    record.per_layer = some;
    if (some) {
      record.layers = {1};
      record.heads = {0, 3};
    }
    const GenerationOptions options = options_of(0, 1);
    const Decoder on_cpu = decoder(config, at::kCPU);
    KvCache cache(config, 64, at::dtype(at::kFloat), kept);
    base::NoProgress progress;
    AttentionRecorder recorder(config, record);
    const Generation reference = generate(
        on_cpu, cache, on_cpu.embed(kPrompt), options, [](std::int64_t) {}, progress, {}, &recorder);
    const Decoder there = decoder(config, device_);
    KvCache its_cache(config, 64, at::device(device_).dtype(at::kFloat), kept);
    AttentionRecorder its_recorder(config, record);
    DecodeStep step(there, its_cache, {0, 1, 1, its_recorder.options()});
    const Generation result = by_steps(there, its_cache, step, options, reference, &its_recorder);
    QCOMPARE(adapter_faults(), std::vector<std::string>());
    QCOMPARE(result.ids, reference.ids);
    QCOMPARE(result.attention.size(), reference.attention.size());
    QVERIFY(!result.attention.empty());
    for (std::size_t i = 0; i < result.attention.size(); ++i)
      QVERIFY2(std::abs(result.attention[i] - reference.attention[i]) < 2e-3F,
               qPrintable(QString::number(i)));
  }
};

}  // namespace vp::test

using vp::test::TestDecodeStep;
QTEST_GUILESS_MAIN(TestDecodeStep)
#include "test_decode_step.moc"
