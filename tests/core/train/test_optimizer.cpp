// Muon and AdamW steps against what they are defined to do.
#include <ATen/ATen.h>

#include <QTest>
#include <cmath>
#include <map>
#include <string>

#include "train/muon.h"
#include "train/optimizer.h"

namespace {

/// Gives ones times 0.5, so that what an update does shows.
class Halves final : public vp::kernels::TensorSource {
 public:
  at::Tensor take(const std::string&, at::IntArrayRef shape) override { return at::full(shape, 0.5); }
  at::Tensor take_stacked(const std::vector<std::string>&, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override {
    std::vector<std::int64_t> shape{0};
    for (const std::int64_t count : rows) shape[0] += count;
    shape.insert(shape.end(), trailing.begin(), trailing.end());
    return at::full(shape, 0.5);
  }
  bool has(const std::string&) const override { return true; }
  at::TensorOptions options() const override { return at::device(at::kCPU).dtype(at::kFloat); }
};

using vp::train::Optimizer;
using vp::train::OptimizerOptions;

}  // namespace

class TestOptimizer : public QObject {
  Q_OBJECT

 private slots:
  void init() { at::manual_seed(3); }

  void orthogonalised_has_the_same_singular_vectors_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<bool>("half");
    QTest::newRow("square") << 24 << 24 << false;
    QTest::newRow("wide") << 16 << 40 << false;
    QTest::newRow("tall") << 40 << 16 << false;
    QTest::newRow("tall in bfloat16") << 40 << 16 << true;
  }

  void orthogonalised_has_the_same_singular_vectors() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(bool, half);
    const int rank = std::min(rows, columns);
    const at::Tensor u = std::get<0>(at::linalg_qr(at::randn({rows, rank})));
    const at::Tensor v = std::get<0>(at::linalg_qr(at::randn({columns, rank})));
    const at::Tensor sizes = at::linspace(0.3, 4, rank);
    const at::Tensor result =
        vp::train::orthogonalised(at::mm(u * sizes, v.t()), half ? at::kBFloat16 : at::kFloat);
    QCOMPARE(result.scalar_type(), at::kFloat);
    const at::Tensor in_vectors = at::mm(at::mm(u.t(), result), v);
    const at::Tensor found = in_vectors.diagonal();
    QVERIFY2(found.min().item<double>() > 0.6 && found.max().item<double>() < 1.3,
             qPrintable(QString("%1 … %2").arg(found.min().item<double>()).arg(found.max().item<double>())));
    const double beside = (in_vectors - at::diag(found)).abs().max().item<double>();
    // In bfloat16 five steps round three products each, by up to 2^-8 of numbers around 1 and with either
    // sign: sqrt(15) * 2^-8 = 0.015, and three times that at the worst of 256 elements.
    QVERIFY2(beside < (half ? 0.05 : 1e-3), qPrintable(QString::number(beside)));
  }

  void zero_stays_zero() {
    QCOMPARE(vp::train::orthogonalised(at::zeros({4, 6}), at::kFloat).abs().max().item<float>(), 0.0F);
  }

  // Which rule moved a parameter can be told from its step: Muon's of a gradient of rank one is of rank one
  // and 0.2 sqrt(max(rows, columns)) long, AdamW's first step is the learning rate in every element.
  void muon_is_for_the_matrices_inside() {
    Halves source;
    vp::train::ParameterStore store(source, at::kFloat);
    const std::vector<std::pair<std::string, std::vector<std::int64_t>>> shapes{
        {"model.layers.0.mlp.down_proj.weight", {8, 12}},
        {"model.embed_tokens.weight", {8, 12}},
        {"model.video_tower.dpe.weight", {8, 1, 3, 3, 3}},
        {"model.layers.0.input_layernorm.weight", {12}},
        {"model.video_tower.patch_embedding.weight", {8, 3, 2, 2}}};
    for (const auto& [name, shape] : shapes) store.take(name, shape);
    store.take_stacked({"model.layers.0.q", "model.layers.0.k"}, {6, 4}, {12});
    store.finish();
    OptimizerOptions options;
    options.method = OptimizerOptions::Method::Muon;
    Optimizer optimizer(store, options);
    at::Tensor& gradients = store.gradients();
    for (const auto& parameter : store.parameters()) {
      const std::int64_t rows = parameter.shape[0];
      const at::Tensor rank_one =
          at::ger(at::linspace(1, 2, rows), at::linspace(1, 3, parameter.size / rows));
      gradients.narrow(0, parameter.offset, parameter.size).copy_(rank_one.flatten());
    }
    optimizer.step(0.01, 0, 0);
    std::map<std::string, at::Tensor> moved;
    for (const auto& [name, values] : store.named_tensors()) moved[name] = 0.5 - values;
    for (const char* name : {"model.embed_tokens.weight", "model.video_tower.dpe.weight",
                             "model.layers.0.input_layernorm.weight"})
      QVERIFY2((moved.at(name) - 0.01).abs().max().item<double>() < 1e-5, name);
    for (const char* name :
         {"model.layers.0.mlp.down_proj.weight", "model.video_tower.patch_embedding.weight",
          "model.layers.0.q", "model.layers.0.k"}) {
      const double length = moved.at(name).norm().item<double>() / (0.01 * 0.2 * std::sqrt(12.0));
      QVERIFY2(length > 0.6 && length < 1.3, qPrintable(QString("%1: %2").arg(name).arg(length)));
    }
    QCOMPARE(store.gradients().abs().max().item<float>(), 0.0F);
  }

  // What a GPU computes is what the loop computes.
  void adamw_is_the_same_on_every_device() {
    Halves source;
    vp::train::ParameterStore store(source, at::kFloat);
    store.take("model.layers.0.mlp.down_proj.weight", {70, 60});
    store.finish();
    const OptimizerOptions options;
    Optimizer optimizer(store, options);
    const at::Tensor values = store.values().clone();
    const at::Tensor first = at::zeros_like(values), second = at::zeros_like(values);
    constexpr double kRate = 0.01, kDecay = 0.1;
    for (int step = 1; step <= 4; ++step) {
      const at::Tensor gradients = at::randn(values.sizes()) * 0.01;
      store.gradients().copy_(gradients);
      const double norm = optimizer.step(kRate, 0.3, kDecay);
      QVERIFY(norm > 0.3);
      vp::train::adamw_plain(
          values, first, second, gradients,
          {0.3 / norm, options.beta1, options.beta2, kRate / (1 - std::pow(options.beta1, step)),
           1 / (1 - std::pow(options.beta2, step)), options.epsilon, 1 - kRate * kDecay});
      QVERIFY((values - store.values()).abs().max().item<double>() < 2e-6);
      QVERIFY((first - optimizer.first_moment()).abs().max().item<double>() < 1e-8);
      QVERIFY((second - optimizer.second_moment()).abs().max().item<double>() < 1e-9);
    }
  }

  void weight_decay_is_for_matrices_data() {
    QTest::addColumn<int>("method");
    QTest::newRow("adamw") << static_cast<int>(OptimizerOptions::Method::AdamW);
    QTest::newRow("muon") << static_cast<int>(OptimizerOptions::Method::Muon);
  }

  void weight_decay_is_for_matrices() {
    QFETCH(int, method);
    Halves source;
    vp::train::ParameterStore store(source, at::kFloat);
    store.take("model.layers.0.mlp.down_proj.weight", {4, 6});
    store.take("model.norm.weight", {6});
    store.finish();
    OptimizerOptions options;
    options.method = static_cast<OptimizerOptions::Method>(method);
    Optimizer optimizer(store, options);
    optimizer.step(0.1, 1, 0.5);  // no gradient: nothing but the decay moves
    QVERIFY((store.values().narrow(0, 0, 24) - 0.5 * (1 - 0.1 * 0.5)).abs().max().item<double>() < 1e-6);
    QVERIFY((store.values().narrow(0, 24, 6) - 0.5).abs().max().item<double>() < 1e-6);
  }

  void a_gradient_that_is_not_finite_changes_nothing() {
    Halves source;
    vp::train::ParameterStore store(source, at::kFloat);
    store.take("model.norm.weight", {6});
    store.finish();
    Optimizer optimizer(store, {});
    store.gradients().fill_(std::nan(""));
    QVERIFY(!std::isfinite(optimizer.step(0.1, 1, 0)));
    QCOMPARE(store.values().min().item<float>(), 0.5F);
    QCOMPARE(optimizer.step_count(), std::int64_t{0});
  }
};

QTEST_GUILESS_MAIN(TestOptimizer)
#include "test_optimizer.moc"
