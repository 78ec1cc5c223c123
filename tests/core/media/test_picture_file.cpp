#include <QtTest>

#include "generated_video.h"
#include "media/picture_file.h"

using namespace vp;

namespace {

base::RgbImage gradient(int width, int height) {
  base::RgbImage image{width, height, {}};
  for (int i = 0; i < width * height * 3; ++i)
    image.pixels.push_back(static_cast<std::uint8_t>(i * 31 + i / 97));
  return image;
}

}  // namespace

class TestPictureFile : public QObject {
  Q_OBJECT
 private slots:
  void png_comes_back_unchanged_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("odd") << 33 << 17;
    QTest::newRow("canvas") << 448 << 448;
    QTest::newRow("wide") << 3000 << 2;
  }
  void png_comes_back_unchanged() {
    QFETCH(int, width);
    QFETCH(int, height);
    const base::RgbImage image = gradient(width, height);
    media::write_png(files_.path("picture.png"), image);
    const base::RgbImage read = media::read_picture(files_.path("picture.png"));
    QCOMPARE(read.width, width);
    QCOMPARE(read.height, height);
    QVERIFY(read.pixels == image.pixels);
  }

  void failures_have_the_right_code() {
    QCOMPARE(test::failure_of([&] { media::write_png("/proc/no/such/folder/x.png", gradient(4, 4)); }).code,
             1);
    QCOMPARE(test::failure_of([&] { media::write_png(files_.path("empty.png"), {}); }).code, 1);
    QVERIFY(!std::filesystem::exists(files_.path("empty.png")));
    QCOMPARE(test::failure_of([&] { media::read_picture(files_.path("missing.png")); }).code, 3);
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestPictureFile)
#include "test_picture_file.moc"
