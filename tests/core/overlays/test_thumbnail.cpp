#include <QTest>
#include <cstdint>

#include "overlays/thumbnail.h"

using vp::base::RgbImage;
using vp::overlays::shrunk;

class TestThumbnail : public QObject {
  Q_OBJECT

 private slots:
  void sizes_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("small_width");
    QTest::addColumn<int>("small_height");
    QTest::newRow("wide") << 640 << 360 << 64 << 36;
    QTest::newRow("upright") << 360 << 640 << 36 << 64;
    QTest::newRow("small already") << 64 << 20 << 64 << 20;
    QTest::newRow("a line") << 1000 << 1 << 64 << 1;
  }
  void sizes() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, small_width);
    QFETCH(int, small_height);
    RgbImage picture{width, height, {}};
    picture.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, 77);
    const RgbImage small = shrunk(picture, 64);
    QCOMPARE(small.width, small_width);
    QCOMPARE(small.height, small_height);
    QCOMPARE(small.pixels,
             std::vector<std::uint8_t>(
                 static_cast<std::size_t>(small_width) * static_cast<std::size_t>(small_height) * 3, 77));
  }

  void a_pixel_is_the_mean_of_those_it_covers() {
    const RgbImage picture{4, 2, {0,  1, 2, 10, 11, 12, 100, 0, 0, 200, 0, 0,  //
                                  20, 3, 2, 30, 5,  4,  100, 0, 0, 200, 0, 0}};
    const RgbImage small = shrunk(picture, 2);
    QCOMPARE(small.width, 2);
    QCOMPARE(small.height, 1);
    QCOMPARE(small.pixels, (std::vector<std::uint8_t>{15, 5, 5, 150, 0, 0}));
  }
};

QTEST_APPLESS_MAIN(TestThumbnail)
#include "test_thumbnail.moc"
