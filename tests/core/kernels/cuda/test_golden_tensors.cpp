// The authors' results that start from tensors, on the device of the suite: STAB, a prompt through the
// decoder, and an answer written by DecodeStep. On a GPU all of it runs there; without one STAB and the
// prompt take the CPU's bodies, and the answer's launches run as fibers.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "llm/decode_step.h"
#include "stab/stab.h"
#include "support/adapter_place.h"
#include "support/golden_tensors.h"

namespace vp::test {

class TestGoldenTensors : public QObject {
  Q_OBJECT

  // Of the largest value: what two correct float32 implementations differ by. A GPU adds in another order.
  static constexpr double kTolerance = 3e-4;
  const std::filesystem::path kGolden = std::filesystem::path(VP_TEST_DATA) / "golden";
  at::Device device_ = adapter_place().device;

  at::TensorOptions options() const { return at::device(device_).dtype(at::kFloat); }

 private slots:
  void initTestCase() { qInfo("%s", adapter_place().where.c_str()); }

  void stab_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"square", "landscape", "portrait", "padded"})
      QTest::newRow(name) << QString(name);
  }

  void stab() {
    QFETCH(QString, name);
    std::ifstream stream(kGolden / "stab" / "cases.json");
    const nlohmann::json entry = nlohmann::json::parse(stream)["cases"][name.toStdString()];
    MapTensorSource source(load_tensors(kGolden / "stab" / "weights.safetensors"), options());
    checkpoint::VisionConfig config;
    config.image_size = 224;
    config.image_size_teacher = 112;
    config.hidden_size = 64;
    const vp::stab::FoldedStab stab({config, 96, source, ""});
    const at::NoGradGuard no_grad;
    const vp::stab::StabResult result = stab.forward(golden_chunks(entry).to(device_));
    const auto expected = load_tensors(kGolden / "stab" / (name.toStdString() + ".safetensors"));
    const auto check = [&](const std::string& key, const at::Tensor& actual) {
      const double error = relative_error(actual.to(at::kCPU), expected.at(key));
      QVERIFY2(error < kTolerance, qPrintable(QString("%1: %2").arg(key.c_str()).arg(error)));
    };
    check("gstra", result.gstra);
    check("gstra_attention", result.gstra_attention);
    for (std::size_t i = 0; i < result.frames.size(); ++i) {
      const std::string prefix = "frame" + std::to_string(i) + ".";
      check(prefix + "lsd_attention", result.frames[i].lsd_attention);
      check(prefix + "fsra_attention", result.frames[i].fsra_attention);
      check(prefix + "tokens", result.frames[i].tokens);
    }
    QCOMPARE(adapter_faults(), std::vector<std::string>());
  }

  void decoder_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"llama_mha", "llama_gqa", "qwen2"}) QTest::newRow(name) << QString(name);
  }

  void decoder() {
    QFETCH(QString, name);
    const std::filesystem::path folder = kGolden / "decoder" / name.toStdString();
    const checkpoint::DecoderConfig config = checkpoint::read_model_config(folder).decoder;
    MapTensorSource source(load_tensors(folder / "model.safetensors"), options());
    const llm::Decoder decoder(config, source);
    const auto expected = load_tensors(folder / "expected.safetensors");
    const std::vector<std::int64_t> prompt = numbers(expected.at("input_ids"));
    const std::vector<std::int64_t> greedy = numbers(expected.at("greedy"));
    llm::KvCache cache(config, 128, options());
    base::NoProgress quiet;
    const at::NoGradGuard no_grad;
    const at::Tensor logits =
        decoder.logits(decoder.forward(decoder.embed(prompt), cache, quiet, {}, /*all_positions=*/true))
            .to(at::kCPU);
    QVERIFY(relative_error(logits, expected.at("logits")) < kTolerance);

    std::vector<std::int64_t> ids{logits.select(0, logits.size(0) - 1).argmax().item<std::int64_t>()};
    llm::DecodeStep step(decoder, cache, {});
    step.begin(ids.front(), {}, {});
    while (ids.size() < greedy.size()) {
      step.run();
      ids.push_back(step.chosen().to(at::kCPU)[0].item<int>());
      cache.advance(1);
    }
    QCOMPARE(adapter_faults(), std::vector<std::string>());
    QCOMPARE(ids, greedy);
  }

 private:
  static std::vector<std::int64_t> numbers(const at::Tensor& ids) {
    const at::Tensor longs = ids.to(at::kLong).contiguous();
    return {longs.data_ptr<std::int64_t>(), longs.data_ptr<std::int64_t>() + longs.numel()};
  }
};

}  // namespace vp::test

using vp::test::TestGoldenTensors;
QTEST_GUILESS_MAIN(TestGoldenTensors)
#include "test_golden_tensors.moc"
