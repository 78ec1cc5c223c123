#include <ATen/ATen.h>

#include <QTest>
#include <functional>
#include <vector>

#include "kernels/depthwise_conv.h"
#include "kernels/gated_silu.h"
#include "kernels/rms_norm.h"
#include "support/rounding.h"
#include "support/test_devices.h"

namespace {

using Form = std::function<at::Tensor(const std::vector<at::Tensor>&)>;

double worst_relative(const at::Tensor& found, const at::Tensor& expected) {
  const at::Tensor e = expected.to(at::kFloat);
  return ((found.to(at::kCPU).to(at::kFloat) - e).norm() / e.norm()).item<double>();
}

// The largest relative difference of the results and of the gradients of all inputs. The plain form computes
// in float32, from the same numbers, on the CPU; results and gradients of the fast form are rounded once to
// its type.
double difference(const Form& fast, const Form& plain, const std::vector<at::Tensor>& inputs,
                  const at::Device& device) {
  std::vector<std::vector<at::Tensor>> leaves(2);
  std::vector<at::Tensor> results;
  for (std::size_t form = 0; form < 2; ++form) {
    for (const at::Tensor& input : inputs) {
      const at::TensorOptions there =
          form == 0 ? at::device(device).dtype(input.scalar_type()) : at::device(at::kCPU).dtype(at::kFloat);
      leaves[form].push_back(input.detach().to(there, false, /*copy=*/true).requires_grad_(true));
    }
    results.push_back((form == 0 ? fast : plain)(leaves[form]));
  }
  at::manual_seed(99);
  const at::Tensor wanted = at::randn(results[0].sizes()).to(results[0].scalar_type()).to(at::kFloat);
  for (const at::Tensor& result : results)
    (result.to(at::kFloat) * wanted.to(result.device())).sum().backward();
  double worst = worst_relative(results[0], results[1]);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    worst = std::max(worst, worst_relative(leaves[0][i].grad(), leaves[1][i].grad()));
  return worst;
}

}  // namespace

class TestGradients : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { qInfo("%s", vp::test::devices_sentence()); }

  void rms_norm_data() { widths_and_types(); }
  void rms_norm() {
    QFETCH(int, width);
    QFETCH(bool, bfloat16);
    at::manual_seed(1);
    const at::ScalarType dtype = bfloat16 ? at::kBFloat16 : at::kFloat;
    const std::vector<at::Tensor> inputs{at::randn({1200, width}), (at::randn({width}) * 0.2 + 1).to(dtype)};
    const double found = difference(
        [](const auto& in) { return vp::kernels::rms_norm(in[0], in[1], 1e-5); },
        [](const auto& in) { return vp::kernels::rms_norm_plain(in[0], in[1], 1e-5); }, inputs, device());
    QVERIFY2(found < (bfloat16 ? vp::test::rounding_tolerance(dtype) : 1e-5),
             qPrintable(QString::number(found)));
  }

  void gated_silu_data() { widths_and_types(); }
  void gated_silu() {
    QFETCH(int, width);
    QFETCH(bool, bfloat16);
    at::manual_seed(2);
    const at::ScalarType dtype = bfloat16 ? at::kBFloat16 : at::kFloat;
    const std::vector<at::Tensor> inputs{at::randn({300, 2 * width}).to(dtype)};
    const double found =
        difference([](const auto& in) { return vp::kernels::gated_silu(in[0]); },
                   [](const auto& in) { return vp::kernels::gated_silu_plain(in[0]); }, inputs, device());
    QVERIFY2(found < (bfloat16 ? vp::test::rounding_tolerance(dtype) : 1e-5),
             qPrintable(QString::number(found)));
  }

  void depthwise_conv_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<QList<int>>("kernel");
    QTest::addColumn<QString>("on");
    for (const at::Device& device : vp::test::test_devices()) {
      const QString on = QString::fromStdString(device.str());
      QTest::addRow("over time, %s", qPrintable(on)) << 37 << QList<int>{3, 1, 1} << on;
      QTest::addRow("3 x 3 x 3, %s", qPrintable(on)) << 160 << QList<int>{3, 3, 3} << on;
      QTest::addRow("3 x 3 x 3, odd channels, %s", qPrintable(on)) << 21 << QList<int>{3, 3, 3} << on;
    }
  }
  void depthwise_conv() {
    QFETCH(int, channels);
    QFETCH(QList<int>, kernel);
    at::manual_seed(3);
    const std::vector<at::Tensor> inputs{at::randn({3, 4, 5, 7, channels}),
                                         at::randn({channels, 1, kernel[0], kernel[1], kernel[2]}),
                                         at::randn({channels})};
    const auto plain = [](const auto& in) {
      return vp::kernels::depthwise_conv3d_plain(in[0], in[1], in[2]);
    };
    const double found =
        difference([](const auto& in) { return vp::kernels::depthwise_conv3d(in[0], in[1], in[2]); }, plain,
                   inputs, device());
    QVERIFY2(found < 1e-5, qPrintable(QString::number(found)));
  }

 private:
  static void widths_and_types() {
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("bfloat16");
    QTest::addColumn<QString>("on");
    for (const at::Device& device : vp::test::test_devices()) {
      const QString on = QString::fromStdString(device.str());
      for (const int width : {16, 160, 173})
        for (const bool bfloat16 : {false, true})
          QTest::addRow("%d %s, %s", width, bfloat16 ? "bfloat16" : "float32", qPrintable(on))
              << width << bfloat16 << on;
    }
  }
  /// Of the present row.
  static at::Device device() {
    QFETCH(QString, on);
    return at::Device(on.toStdString());
  }
};

QTEST_APPLESS_MAIN(TestGradients)
#include "test_gradients.moc"
