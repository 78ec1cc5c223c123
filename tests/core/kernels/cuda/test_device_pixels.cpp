// A chunk's pictures made into the model's input on the device: the same numbers as on the CPU.
#include <ATen/ATen.h>

#include <QtTest>
#include <utility>
#include <vector>

#include "engine/device_pixels.h"
#include "kernels/cuda_bodies.h"
#include "support/adapter_place.h"

namespace vp::test {

using Sizes = std::vector<std::pair<int, int>>;

class TestDevicePixels : public QObject {
  Q_OBJECT

  at::Device device_ = adapter_place().device;

  static base::RgbImage noise(int width, int height) {
    base::RgbImage image{width, height, {}};
    const at::Tensor levels = at::randint(256, {3L * width * height}, at::kByte);
    const auto* bytes = levels.data_ptr<std::uint8_t>();
    image.pixels.assign(bytes, bytes + levels.numel());
    return image;
  }

 private slots:
  void initTestCase() {
    at::manual_seed(29);
    qInfo("%s", adapter_place().where.c_str());
  }

  void equal_those_of_the_cpu_data() {
    QTest::addColumn<Sizes>("sizes");
    QTest::newRow("one size") << Sizes{{211, 120}, {211, 120}, {211, 120}, {211, 120}};
    QTest::newRow("in the canvas's size already") << Sizes{{112, 112}, {112, 112}};
    QTest::newRow("several sizes") << Sizes{{30, 57}, {30, 57}, {97, 40}, {112, 112}};
    QTest::newRow("none") << Sizes{};
  }

  void equal_those_of_the_cpu() {
    QFETCH(Sizes, sizes);
    media::PreprocessOptions options;
    options.image_size = 112;
    std::vector<base::RgbImage> pictures;
    for (const auto& [width, height] : sizes) pictures.push_back(noise(width, height));
    std::vector<const base::RgbImage*> shown;
    at::Tensor expected = at::zeros({1, 4, 4, 112, 112});
    for (const base::RgbImage& picture : pictures) {
      const auto place = static_cast<std::int64_t>(shown.size());
      media::preprocess(picture, options, {expected[0][place].data_ptr<float>(), 4 * 112 * 112});
      shown.push_back(&picture);
    }
    const at::Tensor pixels = engine::pixels_on_device(device_, options, 4, shown);
    QCOMPARE(adapter_faults(), std::vector<std::string>());
    QCOMPARE(pixels.device(), device_);
    QVERIFY(pixels.to(at::kCPU).equal(expected));
  }

  void refuses_other_pictures() {
    const at::Tensor canvas = at::zeros({1, 4, 8, 8}, device_);
    const at::Tensor pictures = at::zeros({1, 8, 8, 3}, at::device(device_).dtype(at::kByte));
    QVERIFY_THROWS_EXCEPTION(c10::Error, kernels::paste_on_canvas_cuda(pictures.to(at::kInt), {}, canvas));
    QVERIFY_THROWS_EXCEPTION(c10::Error, kernels::paste_on_canvas_cuda(pictures, {}, canvas.narrow(2, 0, 7)));
    QVERIFY_THROWS_EXCEPTION(c10::Error,
                             kernels::paste_on_canvas_cuda(pictures.expand({2, 8, 8, 3}), {}, canvas));
    QCOMPARE(adapter_faults(), std::vector<std::string>());
  }
};

}  // namespace vp::test

using vp::test::TestDevicePixels;
QTEST_APPLESS_MAIN(TestDevicePixels)
#include "test_device_pixels.moc"
