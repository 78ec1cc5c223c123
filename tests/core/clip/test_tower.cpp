// LanguageBind's video tower, of which CLIP's is a part, against what the authors' implementation gives.
#include <ATen/ATen.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/progress.h"
#include "checkpoint/weight_reader.h"
#include "clip/tower.h"
#include "support/golden_tensors.h"

// Qt's macros (slots, emit) come after LibTorch, whose headers use these names.
#include <QtTest>

namespace {

using vp::test::relative_error;

constexpr double kTolerance = 2e-4;  // what two correct float32 implementations differ by at most
const std::filesystem::path kGolden = std::filesystem::path(VP_TEST_DATA) / "golden" / "languagebind";

vp::checkpoint::TowerConfig golden_config() {
  vp::checkpoint::TowerConfig config;
  config.hidden_size = 64;
  config.intermediate_size = 160;
  config.num_hidden_layers = 4;
  config.num_attention_heads = 4;
  config.image_size = 56;
  config.activation = vp::checkpoint::TowerConfig::Activation::Gelu;
  config.time_attention = true;
  config.num_frames = 8;
  config.used_layers = 3;
  return config;
}

/// The golden tower's weights, every time embedding cut to the length that is asked for.
class GoldenWeights final : public vp::kernels::TensorSource {
 public:
  GoldenWeights()
      : reader_(vp::checkpoint::open_pytorch_bin(kGolden / "LanguageBind" / "LanguageBind_Video_merge" /
                                                 "pytorch_model.bin")),
        source_(*reader_, at::kFloat, 0, progress_, {}) {}

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override {
    if (!name.ends_with("temporal_embedding")) return source_.take(name, shape);
    return source_.take(name, {1, 8, shape[2]}).narrow(1, 0, shape[1]);
  }
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override {
    return source_.take_stacked(names, rows, trailing);
  }
  bool has(const std::string& name) const override { return source_.has(name); }
  at::TensorOptions options() const override { return source_.options(); }

 private:
  vp::base::NoProgress progress_;
  std::unique_ptr<vp::checkpoint::WeightReader> reader_;
  vp::kernels::CheckpointTensorSource source_;
};

vp::clip::TowerResult result_of(const vp::checkpoint::TowerConfig& config, const at::Tensor& pixels) {
  GoldenWeights weights;
  return vp::clip::Tower(config, weights, "vision_model.").forward(pixels, true);
}

}  // namespace

class TestTower : public QObject {
  Q_OBJECT

 private slots:
  void equalsTheAuthors_data() {
    QTest::addColumn<QString>("clip");
    QTest::newRow("a whole clip") << "clip_landscape";
    QTest::newRow("three padding frames") << "clip_short";
  }

  void equalsTheAuthors() {
    QFETCH(const QString, clip);
    auto expected = vp::test::load_tensors(kGolden / (clip.toStdString() + ".expected.safetensors"));
    const auto result = result_of(golden_config(), expected["pixel_values"]);
    QVERIFY(relative_error(result.features.narrow(1, 1, 16), expected["features"]) <= kTolerance);
    QVERIFY(relative_error(result.features.select(1, 0), expected["cls"]) <= kTolerance);
    const at::Tensor attention = result.attention.space.select(2, 0);
    QVERIFY((attention - expected["cls_attention"]).abs().max().item<double>() <= kTolerance);
    QVERIFY((result.attention.time.sum(-1) - 1).abs().max().item<double>() <= 1e-5);
  }

  // Every state, so that it is one of them that is wrong where the features are.
  void everyLayerEqualsTheAuthors() {
    auto expected = vp::test::load_tensors(kGolden / "clip_landscape.expected.safetensors");
    for (int layers = 0; layers <= 4; ++layers) {
      vp::checkpoint::TowerConfig config = golden_config();
      config.used_layers = layers;
      const at::Tensor state = result_of(config, expected["pixel_values"]).features.narrow(0, 0, 2);
      const double error = relative_error(state, expected["hidden_states"][layers]);
      QVERIFY2(error <= kTolerance, qPrintable(QStringLiteral("layer %1: %2").arg(layers).arg(error)));
    }
  }

  // Time attention stays within its run of frames.
  void runsAreApart() {
    auto expected = vp::test::load_tensors(kGolden / "clip_landscape.expected.safetensors");
    auto apart = vp::test::load_tensors(kGolden / "window4.clip_landscape.expected.safetensors");
    vp::checkpoint::TowerConfig config = golden_config();
    config.num_frames = 4;
    const auto result = result_of(config, expected["pixel_values"]);
    QVERIFY(relative_error(result.features.narrow(1, 1, 16), apart["features"]) <= kTolerance);
    const auto second = result_of(config, expected["pixel_values"].narrow(0, 4, 4));
    QVERIFY(relative_error(second.features, result.features.narrow(0, 4, 4)) <= 1e-5);
  }

  // The tolerance is no licence: what is easily taken for rounding is beyond it.
  void theOtherActivationIsFound() {
    auto expected = vp::test::load_tensors(kGolden / "clip_landscape.expected.safetensors");
    vp::checkpoint::TowerConfig config = golden_config();
    config.activation = vp::checkpoint::TowerConfig::Activation::QuickGelu;
    const auto result = result_of(config, expected["pixel_values"]);
    QVERIFY(relative_error(result.features.narrow(1, 1, 16), expected["features"]) > 10 * kTolerance);
  }
};

QTEST_APPLESS_MAIN(TestTower)
#include "test_tower.moc"
