#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "attention/overlay.h"
#include "base/error.h"

using namespace vp::attention;
using vp::base::RgbImage;

namespace {

RgbImage flat_picture(int width, int height, std::uint8_t level) {
  return {width, height,
          std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3,
                                    level)};
}

int grey_at(const RgbImage& image, int x, int y) {
  return image.row(y)[3 * x];
}

OverlayOptions grey(bool smooth = false) {
  return {ColourMap::Grey, 1.0f, smooth, 1.0f};
}

}  // namespace

class TestOverlay : public QObject {
  Q_OBJECT

 private slots:
  // Every pixel of every cell, against the border rule written with real numbers.
  void cell_borders_are_exact_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::newRow("16:9 film") << 640 << 360 << 16 << 10;
    QTest::newRow("portrait") << 360 << 640 << 9 << 16;
    QTest::newRow("odd sizes") << 97 << 61 << 16 << 11;
    QTest::newRow("one pixel a cell") << 5 << 3 << 5 << 3;
    QTest::newRow("fewer pixels than cells") << 3 << 2 << 16 << 16;
    QTest::newRow("one cell") << 7 << 9 << 1 << 1;
    QTest::newRow("halves round up") << 5 << 5 << 2 << 2;
  }
  void cell_borders_are_exact() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, columns);
    QFETCH(int, rows);
    MapGrid grid{rows, columns, {}};
    for (int i = 0; i < rows * columns; ++i) grid.values.push_back(static_cast<float>(i % 256) / 255);
    const RgbImage image = render_map(grid, width, height, grey());
    QCOMPARE(image.width, width);
    QCOMPARE(image.height, height);
    std::vector<int> covered(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column)
        for (int y = static_cast<int>(std::floor(double(row) * height / rows + 0.5));
             y < static_cast<int>(std::floor(double(row + 1) * height / rows + 0.5)); ++y)
          for (int x = static_cast<int>(std::floor(double(column) * width / columns + 0.5));
               x < static_cast<int>(std::floor(double(column + 1) * width / columns + 0.5)); ++x) {
            QCOMPARE(grey_at(image, x, y), (row * columns + column) % 256);
            ++covered[static_cast<std::size_t>(y * width + x)];
          }
    QVERIFY(std::all_of(covered.begin(), covered.end(), [](int times) { return times == 1; }));
  }

  void smooth_is_bilinear_between_cell_centres() {
    // Two cells of 4 pixels: centres at pixel positions 2 and 6; pixel centres lie at 0.5, 1.5, …
    const RgbImage image = render_map({1, 2, {0.0f, 1.0f}}, 8, 1, grey(true));
    const std::vector<double> expected{0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1};
    for (int x = 0; x < 8; ++x)
      QCOMPARE(grey_at(image, x, 0),
               static_cast<int>(std::lround(expected[static_cast<std::size_t>(x)] * 255)));
    // The middle of four cells is their mean, and rows are not columns.
    const RgbImage square = render_map({2, 2, {0.0f, 0.2f, 0.6f, 1.0f}}, 9, 9, grey(true));
    QCOMPARE(grey_at(square, 4, 4), 115);
    QCOMPARE(grey_at(square, 8, 0), 51);
    QCOMPARE(grey_at(square, 0, 8), 153);
  }

  void smooth_of_one_pixel_a_cell_is_the_grid() {
    const MapGrid grid{2, 3, {0.0f, 0.2f, 0.4f, 0.6f, 0.8f, 1.0f}};
    QCOMPARE(render_map(grid, 3, 2, grey(true)).pixels, render_map(grid, 3, 2, grey()).pixels);
  }

  void opacity_blends_data() {
    QTest::addColumn<float>("opacity");
    QTest::addColumn<int>("expected");
    QTest::newRow("0: the picture") << 0.0f << 100;
    QTest::newRow("a quarter") << 0.25f << 139;  // 100 + 155 / 4 = 138.75
    QTest::newRow("half") << 0.5f << 178;        // 177.5
    QTest::newRow("1: the map") << 1.0f << 255;
  }
  void opacity_blends() {
    QFETCH(float, opacity);
    QFETCH(int, expected);
    OverlayOptions options = grey();
    options.opacity = opacity;
    const RgbImage image = overlay(flat_picture(4, 4, 100), {1, 1, {1.0f}}, options);
    QVERIFY(
        std::all_of(image.pixels.begin(), image.pixels.end(), [&](int level) { return level == expected; }));
  }

  void full_opacity_is_the_map_alone() {
    OverlayOptions options;
    options.opacity = 1;
    const MapGrid grid{2, 2, {0.1f, 0.4f, 0.2f, 0.3f}};
    QCOMPARE(overlay(flat_picture(31, 17, 77), grid, options).pixels,
             render_map(grid, 31, 17, options).pixels);
  }

  void the_scale_is_the_maximum_unless_given() {
    OverlayOptions options = grey();
    options.scale.reset();
    const RgbImage own = render_map({1, 2, {0.01f, 0.02f}}, 2, 1, options);
    QCOMPARE(grey_at(own, 0, 0), 128);
    QCOMPARE(grey_at(own, 1, 0), 255);
    options.scale = 0.08f;
    QCOMPARE(grey_at(render_map({1, 2, {0.01f, 0.02f}}, 2, 1, options), 1, 0), 64);
    options.scale = 0.005f;
    QCOMPARE(grey_at(render_map({1, 2, {0.01f, 0.02f}}, 2, 1, options), 0, 0), 255);
  }

  void a_map_without_attention_is_the_first_colour() {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    OverlayOptions options = grey();
    options.scale.reset();
    for (const bool smooth : {false, true}) {
      options.smooth = smooth;
      for (const float value : {0.0f, nan}) {
        const RgbImage image = render_map({1, 2, {value, 0.0f}}, 4, 4, options);
        QVERIFY(std::all_of(image.pixels.begin(), image.pixels.end(), [](int level) { return level == 0; }));
      }
    }
  }

  void refuses_data() {
    QTest::addColumn<std::function<void()>>("call");
    using Call = std::function<void()>;
    const MapGrid good{1, 1, {1.0f}};
    const auto with = [good](OverlayOptions options) {
      return Call([=] { render_map(good, 2, 2, options); });
    };
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QTest::newRow("opacity above") << with({ColourMap::Grey, 1.01f, false, {}});
    QTest::newRow("opacity below") << with({ColourMap::Grey, -0.01f, false, {}});
    QTest::newRow("opacity NaN") << with({ColourMap::Grey, nan, false, {}});
    QTest::newRow("scale 0") << with({ColourMap::Grey, 1, false, 0.0f});
    QTest::newRow("scale NaN") << with({ColourMap::Grey, 1, false, nan});
    QTest::newRow("scale infinite") << with(
        {ColourMap::Grey, 1, false, std::numeric_limits<float>::infinity()});
    QTest::newRow("empty map") << Call([] { render_map({}, 2, 2, {}); });
    QTest::newRow("short map") << Call([] { render_map({2, 2, {1, 2, 3}}, 2, 2, {}); });
    QTest::newRow("no width") << Call([=] { render_map(good, 0, 2, {}); });
    QTest::newRow("negative height") << Call([=] { render_map(good, 2, -2, {}); });
    QTest::newRow("too many pixels") << Call([=] { render_map(good, 1 << 30, 1 << 30, {}); });
    QTest::newRow("no picture") << Call([=] { overlay({}, good, {}); });
    QTest::newRow("half a picture") << Call([=] { overlay({2, 2, {1, 2, 3}}, good, {}); });
  }
  void refuses() {
    QFETCH(std::function<void()>, call);
    try {
      call();
      QFAIL("accepted");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Usage);
    }
  }
};

QTEST_APPLESS_MAIN(TestOverlay)
#include "test_overlay.moc"
