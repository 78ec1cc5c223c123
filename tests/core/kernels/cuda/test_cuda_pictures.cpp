// Pictures on the device: Pillow's resize and the canvas, byte for byte what media::preprocess makes.
#include <ATen/ATen.h>

#include <QtTest>

#include "core/kernels/cuda/kernel_check.h"
#include "kernels/cuda/preprocess.h"
#include "media/bicubic_filter.h"
#include "media/preprocess.h"

namespace vp::test {

namespace cuda = kernels::cuda;

class TestCudaPictures : public QObject {
  Q_OBJECT

  KernelCheck check_;

  static base::RgbImage noise(int width, int height) {
    base::RgbImage image{width, height, {}};
    const at::Tensor levels = at::randint(256, {3L * width * height}, at::kByte);
    const auto* bytes = levels.data_ptr<std::uint8_t>();
    image.pixels.assign(bytes, bytes + levels.numel());
    return image;
  }
  static at::Tensor tensor_of(const base::RgbImage& image) {
    return at::from_blob(const_cast<std::uint8_t*>(image.pixels.data()), {image.height, image.width, 3},
                         at::kByte)
        .clone();
  }
  template <typename T>
  static at::Tensor numbers(const std::vector<T>& values) {
    return at::from_blob(const_cast<T*>(values.data()), {static_cast<std::int64_t>(values.size())}, at::kInt)
        .clone();
  }
  static cuda::ResizeFilter put(KernelMemory& memory, const media::BicubicFilter& filter) {
    return {memory.put<std::int32_t>(numbers(filter.first)), memory.put<std::int32_t>(numbers(filter.count)),
            memory.put<std::int32_t>(numbers(filter.weights)), filter.taps};
  }

 private slots:
  void initTestCase() {
    at::manual_seed(21);
    qInfo("%s", check_.executor().where().c_str());
  }
  void cleanupTestCase() {
    for (const std::string& name : check_.never_mutated()) QFAIL(name.c_str());
  }

  void preprocesses_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("landscape, shrunk") << 331 << 190;
    QTest::newRow("portrait, enlarged") << 20 << 47;
    QTest::newRow("a line") << 301 << 1;
    QTest::newRow("one pixel") << 1 << 1;
  }
  void preprocesses() {
    QFETCH(int, width);
    QFETCH(int, height);
    media::PreprocessOptions options;
    options.image_size = 112;
    const base::RgbImage first = noise(width, height), second = noise(width, height);
    const base::Rect rect = media::canvas_rect(width, height, options);
    const base::RgbImage resized = media::resize_bicubic(second, rect.width(), rect.height());

    KernelMemory memory(check_.executor());
    cuda::ResizeRows rows;
    rows.in = memory.put<std::uint8_t>(at::stack({tensor_of(first), tensor_of(second)}));
    auto* between = memory.room<std::uint8_t>({2, height, rect.width(), 3}, at::kByte);
    rows.out = between;
    rows.filter = put(memory, media::bicubic_filter(width, rect.width()));
    rows.pictures = 2;
    rows.height = height;
    rows.in_width = width;
    rows.out_width = rect.width();
    cuda::launch(rows, check_.stream());
    cuda::ResizeColumns columns;
    columns.in = between;
    auto* pictures = memory.room<std::uint8_t>({2, rect.height(), rect.width(), 3}, at::kByte);
    columns.out = pictures;
    columns.filter = put(memory, media::bicubic_filter(height, rect.height()));
    columns.pictures = 2;
    columns.width = rect.width();
    columns.in_height = height;
    columns.out_height = rect.height();
    cuda::launch(columns, check_.stream());
    std::string wrong = memory.finish();
    QVERIFY2(wrong.empty(), wrong.c_str());
    QVERIFY(memory.get(pictures)[1].equal(tensor_of(resized)));
    // Levels are whole numbers: the same or wrong.
    wrong = check_.compare("resize", memory.get(pictures)[1], tensor_of(resized), {0, 0});
    QVERIFY2(wrong.empty(), wrong.c_str());

    at::Tensor expected = at::empty({2, 4, options.image_size, options.image_size});
    const auto plane = static_cast<std::size_t>(expected.numel() / 2);
    media::preprocess(first, options, {expected.data_ptr<float>(), plane});
    media::preprocess(second, options, {expected.data_ptr<float>() + plane, plane});
    for (const at::ScalarType dtype : kKernelDtypes) {
      cuda::PasteOnCanvas paste;
      paste.pictures = pictures;
      paste.canvases = memory.room(expected.sizes(), dtype);
      paste.dtype = cuda_dtype(dtype);
      paste.count = 2;
      paste.width = rect.width();
      paste.height = rect.height();
      paste.left = rect.left;
      paste.top = rect.top;
      paste.side = options.image_size;
      for (std::size_t c = 0; c < 3; ++c) {
        paste.mean[c] = options.mean[c];
        paste.deviation[c] = options.std[c];
        paste.background[c] = static_cast<std::uint8_t>(255 * options.mean[c]);
      }
      cuda::launch(paste, check_.stream());
      wrong += memory.finish();
      wrong += check_.compare("canvas", memory.get(paste.canvases), expected.to(dtype), {0, 0});
    }
    QVERIFY2(wrong.empty(), wrong.c_str());
  }
};

}  // namespace vp::test

using vp::test::TestCudaPictures;
QTEST_APPLESS_MAIN(TestCudaPictures)
#include "test_cuda_pictures.moc"
