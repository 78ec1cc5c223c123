#include <ATen/ATen.h>

#include <QTest>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/golden_tensors.h"
#include "train/distillation.h"

class TestDistillation : public QObject {
  Q_OBJECT

 private slots:
  void uses_every_fourth_layer_from_the_last_data() {
    QTest::addColumn<int>("layers");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("8") << 8 << QList<int>{8, 4, 0};
    QTest::newRow("4") << 4 << QList<int>{4, 0};
    QTest::newRow("3") << 3 << QList<int>{3};
    QTest::newRow("32") << 32 << QList<int>{32, 28, 24, 20, 16, 12, 8, 4, 0};
  }
  void uses_every_fourth_layer_from_the_last() {
    QFETCH(int, layers);
    QFETCH(QList<int>, expected);
    const auto used = vp::train::DistillationHead::used_layers(layers);
    QCOMPARE(QList<int>(used.begin(), used.end()), expected);
  }

  void loss_equals_the_authors() {
    const std::filesystem::path folder = std::string(VP_TEST_DATA) + "/golden/distillation";
    const auto given = nlohmann::json::parse(std::ifstream(folder / "case.json"));
    auto tensors = vp::test::load_tensors(folder / "distillation.safetensors");
    vp::test::MapTensorSource weights(tensors, at::device(at::kCPU).dtype(at::kFloat));
    const at::Tensor hidden = tensors.at("hidden_states");  // (tokens, layers + 1, width)
    const at::Tensor teacher = tensors.at("teacher_features");
    const std::int64_t layers = given["layers"];
    const vp::train::DistillationHead head(layers, hidden.size(2), teacher.size(2), weights, "weights.");

    const std::int64_t rows = given["grid"][0], columns = given["grid"][1];
    const std::int64_t per_frame = given["tokens_per_frame"], frames = given["frames"];
    const std::int64_t teacher_rows = given["teacher_grid"][0], teacher_columns = given["teacher_grid"][1];
    double total = 0;
    for (std::int64_t frame = 0; frame < frames; ++frame) {
      std::vector<std::int64_t> patches;
      for (std::int64_t i = 0; i < rows * (columns + 1); ++i) {
        if (i % (columns + 1) < columns)
          patches.push_back(given["first_frame_token"].get<std::int64_t>() + frame * per_frame + 1 + i);
      }
      const at::Tensor states = hidden.index_select(0, at::tensor(patches));  // (h·w, layers + 1, width)
      std::vector<at::Tensor> used;
      for (const std::int64_t layer : vp::train::DistillationHead::used_layers(layers))
        used.push_back(states.select(1, layer));
      const at::Tensor features = vp::train::features_on_grid(
          teacher[frame], teacher_rows, teacher_columns, given["teacher_valid_rows"][0],
          given["teacher_valid_rows"][1], 0, teacher_columns, rows, columns);
      total += vp::train::cosine_loss(head.forward(used), features).item<double>();
    }
    const double expected = given["loss"];
    QVERIFY2(std::abs(total / static_cast<double>(frames) - expected) < 2e-5,
             qPrintable(QString("%1, expected %2")
                            .arg(total / static_cast<double>(frames), 0, 'f', 7)
                            .arg(expected, 0, 'f', 7)));
  }

  void weights_choose_what_counts() {
    const at::Tensor predicted = at::tensor(std::vector<float>{1, 0, 0, 1}).view({2, 2});
    const at::Tensor features = at::tensor(std::vector<float>{1, 0, 1, 0}).view({2, 2});
    QCOMPARE(vp::train::cosine_loss(predicted, features).item<double>(), 0.5);
    QCOMPARE(vp::train::cosine_loss(predicted, features, at::tensor(std::vector<float>{3, 1})).item<double>(),
             0.25);
  }
};

QTEST_APPLESS_MAIN(TestDistillation)
#include "test_distillation.moc"
