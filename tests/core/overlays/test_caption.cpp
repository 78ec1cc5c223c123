#include <QTest>
#include <algorithm>
#include <cstdint>
#include <string>

#include "overlays/caption.h"

using vp::base::RgbImage;
using vp::overlays::draw_caption;

namespace {

RgbImage grey(int width, int height) {
  return {
      width, height,
      std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, 100)};
}

int count(const RgbImage& image, std::uint8_t level) {
  return static_cast<int>(std::count(image.pixels.begin(), image.pixels.end(), level)) / 3;
}

}  // namespace

class TestCaption : public QObject {
  Q_OBJECT

 private slots:
  void every_letter_of_the_captions_has_its_own_shape() {
    std::vector<std::vector<std::uint8_t>> shapes;
    for (const char letter : vp::overlays::kCaptionLetters) {
      RgbImage picture = grey(20, 20);
      draw_caption(picture, std::string(1, letter) + "0");
      QVERIFY2(std::find(shapes.begin(), shapes.end(), picture.pixels) == shapes.end(),
               std::string(1, letter).c_str());
      shapes.push_back(picture.pixels);
    }
  }

  void lies_in_the_bottom_left_corner() {
    RgbImage picture = grey(400, 220);
    draw_caption(picture, "FSRA of frame 4");
    QVERIFY(count(picture, 245) > 100);
    QVERIFY(count(picture, 20) > count(picture, 245));  // on a dark ground
    for (int y = 0; y < 190; ++y) QCOMPARE(int{picture.row(y)[0]}, 100);
    QCOMPARE(int{picture.row(219)[3 * 399]}, 100);
  }

  void grows_with_the_picture() {
    RgbImage small = grey(320, 200), large = grey(1280, 800);
    draw_caption(small, "FSRA 4");
    draw_caption(large, "FSRA 4");
    QVERIFY(count(large, 245) >= 9 * count(small, 245));
  }

  void goes_on_above_where_it_is_too_wide() {
    RgbImage wide = grey(300, 100), narrow = grey(80, 100);
    draw_caption(wide, "FSRA of frame 4 at 0:02.00");
    draw_caption(narrow, "FSRA of frame 4 at 0:02.00");
    QCOMPARE(count(narrow, 245), count(wide, 245));  // nothing is cut off
  }

  void fits_into_any_picture() {
    for (int side = 1; side < 12; ++side) {
      RgbImage picture = grey(side, 12 - side);
      draw_caption(picture, "FSRA of the nearest frame: 48 at 0:02.00");
      QCOMPARE(picture.pixels.size(), static_cast<std::size_t>(side * (12 - side) * 3));
    }
  }
};

QTEST_APPLESS_MAIN(TestCaption)
#include "test_caption.moc"
