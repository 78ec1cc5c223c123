#include <QtTest>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "generated_video.h"
#include "media/picture_file.h"
#include "media/preprocess.h"

using namespace vp;

namespace {

const std::string kGolden = std::string(VP_TEST_DATA) + "/golden/preprocess/";

base::RgbImage noise_image(int width, int height) {
  base::RgbImage image{width, height, {}};
  std::uint32_t state = 12345;
  for (int i = 0; i < width * height * 3; ++i) {
    state = state * 1664525U + 1013904223U;
    image.pixels.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  return image;
}

/// The same resize in floating point, rounded after each pass.
base::RgbImage resize_in_double(const base::RgbImage& image, int width, int height) {
  const auto filter = [](double x) {
    x = std::abs(x);
    if (x < 1) return 1.5 * x * x * x - 2.5 * x * x + 1;
    if (x < 2) return -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2;
    return 0.0;
  };
  const auto pass = [&](auto&& pixel, int in_size, int position, int out_size) {
    const double scale = static_cast<double>(in_size) / out_size;
    const double spread = std::max(scale, 1.0);
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < in_size; ++i) {
      const double weight = filter((i + 0.5 - (position + 0.5) * scale) / spread);
      sum += weight * pixel(i);
      weights += weight;
    }
    return static_cast<std::uint8_t>(std::clamp(std::floor(sum / weights + 0.5), 0.0, 255.0));
  };
  base::RgbImage middle{width, image.height,
                        std::vector<std::uint8_t>(static_cast<std::size_t>(width) * image.height * 3)};
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < width * 3; ++x)
      middle.row(y)[x] = pass([&](int i) { return image.row(y)[i * 3 + x % 3]; }, image.width, x / 3, width);
  base::RgbImage result{width, height,
                        std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 3)};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width * 3; ++x)
      result.row(y)[x] = pass([&](int i) { return middle.row(i)[x]; }, image.height, y, height);
  return result;
}

}  // namespace

class TestPreprocess : public QObject {
  Q_OBJECT
 private slots:
  void golden_data() {
    QTest::addColumn<QString>("case_json");
    std::ifstream file(kGolden + "cases.json");
    const nlohmann::json golden = nlohmann::json::parse(file);
    for (const auto& each : golden["cases"]) {
      QTest::newRow(each["input"].get<std::string>().c_str()) << QString::fromStdString(each.dump());
    }
  }
  void golden() {
    QFETCH(QString, case_json);
    const nlohmann::json expected = nlohmann::json::parse(case_json.toStdString());
    const base::RgbImage image = media::read_picture(kGolden + expected["input"].get<std::string>());
    const base::RgbImage want = media::read_picture(kGolden + expected["expected"].get<std::string>());
    const media::PreprocessOptions options;

    const base::Rect rect = media::canvas_rect(image.width, image.height, options);
    QCOMPARE(rect.width(), expected["resized"][0].get<int>());
    QCOMPARE(rect.height(), expected["resized"][1].get<int>());
    QCOMPARE(std::max(rect.top, rect.left), expected["valid_offset"].get<int>());
    QCOMPARE(std::min(rect.top, rect.left), 0);

    const base::RgbImage canvas = media::to_canvas(image, options);
    QCOMPARE(canvas.pixels.size(), want.pixels.size());
    std::int64_t off_by_more = 0;
    int worst = 0;
    std::int64_t different = 0;
    for (std::size_t i = 0; i < want.pixels.size(); ++i) {
      const int difference = std::abs(canvas.pixels[i] - want.pixels[i]);
      worst = std::max(worst, difference);
      off_by_more += difference > 1;
      different += difference > 0;
    }
    qInfo("%lld values differ, worst %d", static_cast<long long>(different), worst);
    QVERIFY(worst <= 2);
    QVERIFY(off_by_more * 1000 <= static_cast<std::int64_t>(want.pixels.size()));

    std::vector<float> tensor(4 * 448 * 448);
    media::preprocess(image, options, tensor);
    const auto plane = tensor.begin() + 3 * 448 * 448;
    const double sum = std::accumulate(tensor.begin(), plane, 0.0);
    const double mask = std::accumulate(plane, tensor.end(), 0.0);
    const double want_sum = expected["normalized_sum"].get<double>();
    QVERIFY2(std::abs(sum - want_sum) < 2e-3 * std::abs(want_sum), qPrintable(QString::number(sum, 'g', 12)));
    QCOMPARE(mask, expected["mask_sum"].get<double>());
  }

  void resize_matches_floating_point_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("out_width");
    QTest::addColumn<int>("out_height");
    QTest::newRow("enlarge") << 17 << 13 << 40 << 37;
    QTest::newRow("shrink") << 101 << 67 << 20 << 11;
    QTest::newRow("one to many") << 1 << 1 << 9 << 5;
    QTest::newRow("many to one") << 33 << 40 << 1 << 1;
    QTest::newRow("wider, lower") << 16 << 64 << 48 << 16;
    QTest::newRow("rows that do not fill a block") << 50 << 31 << 28 << 28;
  }
  void resize_matches_floating_point() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, out_width);
    QFETCH(int, out_height);
    const base::RgbImage image = noise_image(width, height);
    const base::RgbImage got = media::resize_bicubic(image, out_width, out_height);
    const base::RgbImage want = resize_in_double(image, out_width, out_height);
    QCOMPARE(got.width, out_width);
    QCOMPARE(got.height, out_height);
    QCOMPARE(got.pixels.size(), want.pixels.size());
    for (std::size_t i = 0; i < want.pixels.size(); ++i)
      QVERIFY(std::abs(got.pixels[i] - want.pixels[i]) <= 1);
  }

  void same_size_is_unchanged() {
    const base::RgbImage image = noise_image(45, 29);
    QVERIFY(media::resize_bicubic(image, 45, 29).pixels == image.pixels);
  }

  void canvas_rect_lies_on_the_grid() {
    const media::PreprocessOptions options;
    for (int width = 1; width < 2000; width += 37) {
      for (int height = 1; height < 2000; height += 41) {
        const base::Rect rect = media::canvas_rect(width, height, options);
        QCOMPARE(std::max(rect.width(), rect.height()), 448);
        QVERIFY(!rect.empty());
        QVERIFY(rect.top >= 0 && rect.left >= 0 && rect.bottom <= 448 && rect.right <= 448);
        QCOMPARE(rect.width() % 28 + rect.height() % 28 + rect.top % 28 + rect.left % 28, 0);
      }
    }
    QCOMPARE(media::canvas_rect(300, 300, options), (base::Rect{0, 0, 448, 448}));
  }

  void flat_colour_survives_and_padding_has_the_mean() {
    base::RgbImage image{320, 180, std::vector<std::uint8_t>(320 * 180 * 3, 77)};
    const base::RgbImage canvas = media::to_canvas(image, {});
    const base::Rect rect = media::canvas_rect(320, 180, {});
    for (int y = 0; y < 448; ++y) {
      const bool inside = y >= rect.top && y < rect.bottom;
      QCOMPARE(int{canvas.row(y)[3 * 200]}, inside ? 77 : 122);
      QCOMPARE(int{canvas.row(y)[3 * 200 + 1]}, inside ? 77 : 116);
      QCOMPARE(int{canvas.row(y)[3 * 200 + 2]}, inside ? 77 : 104);
    }
  }

  void a_picture_that_was_resized_is_seen_the_same() {
    for (const int side : {96, 224, 448}) {
      media::PreprocessOptions options;
      options.image_size = side;
      options.image_size_teacher = side / 2;
      options.patch_stride_teacher = side == 96 ? 8 : 14;
      std::vector<float> whole(static_cast<std::size_t>(4 * side * side)), seen = whole;
      for (const auto& [width, height] :
           {std::pair{320, 180}, {180, 320}, {100, 100}, {101, 97}, {640, 3}, {1, 50}, {31, 30}}) {
        const base::RgbImage image = noise_image(width, height);
        const base::RgbImage small = media::resize_for_model(image, options);
        QCOMPARE(std::max(small.width, small.height), side);
        media::preprocess(image, options, whole);
        media::preprocess(small, options, seen);
        QVERIFY(seen == whole);
      }
    }
  }

  void other_sizes() {
    media::PreprocessOptions options;
    options.image_size = 224;
    QCOMPARE(media::canvas_rect(160, 90, options), (base::Rect{42, 0, 168, 224}));
  }

  void eight_frames_of_720p() {
    const base::RgbImage image = noise_image(1280, 720);
    std::vector<float> tensor(4 * 448 * 448);
    QBENCHMARK {
      for (int i = 0; i < 8; ++i) media::preprocess(image, {}, tensor);
    }
    QVERIFY(tensor[448 * 224] != 0.0f);
  }
};

QTEST_APPLESS_MAIN(TestPreprocess)
#include "test_preprocess.moc"
