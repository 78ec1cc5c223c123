// Autograd through STAB, and its layers that behave differently in training.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <map>
#include <string>

#include "stab/stab.h"
#include "support/golden_tensors.h"

#include <QtTest>

namespace {

// Random parameters that require gradients and can be looked up by name afterwards.
class TrainableSource final : public vp::kernels::TensorSource {
 public:
  at::Tensor take(const std::string& name, at::IntArrayRef shape) override {
    at::Tensor tensor = random_.take(name, shape);
    if (name.find("running_") == std::string::npos) tensor.requires_grad_(true);
    return parameters[name] = tensor;
  }
  at::Tensor take_stacked(const std::vector<std::string>&, const std::vector<std::int64_t>&,
                          at::IntArrayRef) override {
    return {};
  }
  bool has(const std::string&) const override { return true; }
  at::TensorOptions options() const override { return at::kFloat; }

  std::map<std::string, at::Tensor> parameters;

 private:
  vp::kernels::RandomTensorSource random_{at::kFloat, 3};
};

vp::checkpoint::VisionConfig small_config() {
  vp::checkpoint::VisionConfig config;
  config.image_size = 112;
  config.image_size_teacher = 56;
  config.hidden_size = 32;
  return config;
}

at::Tensor pixels() {
  at::Tensor values = vp::test::golden_pixels({2, 4, 4, 112, 112}, 5);
  values.select(2, 3).fill_(1);
  return values;
}

at::Tensor loss_of(const vp::stab::StabResult& result) {
  at::Tensor loss = at::zeros({});
  for (const auto& frame : result.frames) loss = loss + frame.tokens.square().mean();
  return loss;
}

}  // namespace

class TestStabTraining : public QObject {
  Q_OBJECT

 private slots:
  void everyParameterGetsAGradient() {
    TrainableSource source;
    const vp::stab::Stab stab(small_config(), 48, source, "");
    loss_of(stab.forward(pixels(), true)).backward();
    for (const auto& [name, parameter] : source.parameters) {
      if (!parameter.requires_grad()) continue;
      QVERIFY2(parameter.grad().defined(), name.c_str());
      QVERIFY2(at::isfinite(parameter.grad()).all().item<bool>(), name.c_str());
      // The key bias shifts all scores of a query alike, so its third of the packed bias has none.
      QVERIFY2(parameter.grad().abs().max().item<float>() > 0, name.c_str());
    }
  }

  void gradientEqualsTheDifferenceQuotient_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"video_tower.balance", "video_tower.temporal_cls_token", "video_tower.class_embedding",
          "video_tower.lmhra1.pos_embed.2.weight", "video_tower.local_attention.kv.1.weight",
          "video_tower.patch_embedding.weight", "video_tower.split_embedding"})
      QTest::newRow(name) << QString(name);
  }

  void gradientEqualsTheDifferenceQuotient() {
    QFETCH(QString, name);
    TrainableSource source;
    const vp::stab::Stab stab(small_config(), 48, source, "");
    const at::Tensor input = pixels();
    loss_of(stab.forward(input, false)).backward();
    at::Tensor parameter = source.parameters[name.toStdString()];
    const at::Tensor direction = parameter.grad() / parameter.grad().norm();
    const double slope = parameter.grad().norm().item<double>();
    const at::NoGradGuard no_grad;
    const double step = 2e-2;
    const auto loss_at = [&](double offset) {
      const at::Tensor saved = parameter.detach().clone();
      parameter.add_(direction, offset);
      const double loss = loss_of(stab.forward(input, false)).item<double>();
      parameter.copy_(saved);
      return loss;
    };
    const double quotient = (loss_at(step) - loss_at(-step)) / (2 * step);
    QVERIFY2(std::abs(quotient - slope) < 0.02 * slope + 1e-4,
             qPrintable(QString("quotient %1, gradient %2").arg(quotient).arg(slope)));
  }

  void trainingUsesTheBatchAndDropout() {
    TrainableSource source;
    const vp::stab::Stab stab(small_config(), 48, source, "");
    const at::NoGradGuard no_grad;
    const at::Tensor mean_before = source.parameters["video_tower.lmhra1.pos_embed.0.running_mean"].clone();
    const at::Tensor first = stab.forward(pixels(), true).frames[0].tokens[0];
    const at::Tensor second = stab.forward(pixels(), true).frames[0].tokens[0];
    QVERIFY(!first.equal(second));  // dropout drew anew
    QVERIFY(!mean_before.equal(source.parameters["video_tower.lmhra1.pos_embed.0.running_mean"]));
    QVERIFY(
        stab.forward(pixels(), false).frames[0].tokens.equal(stab.forward(pixels(), false).frames[0].tokens));
  }
};

QTEST_GUILESS_MAIN(TestStabTraining)
#include "test_stab_training.moc"
