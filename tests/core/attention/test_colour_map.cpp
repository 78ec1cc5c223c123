#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "attention/colour_map.h"

using namespace vp::attention;

namespace {

// CIE 1976 lightness L* of an sRGB colour, 0 to 100: another measure than the one the maps are made with.
double lightness(const std::array<std::uint8_t, 3>& colour) {
  const auto linear = [](int value) {
    const double srgb = value / 255.0;
    return srgb <= 0.04045 ? srgb / 12.92 : std::pow((srgb + 0.055) / 1.055, 2.4);
  };
  const double y = 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389 / 27;
}

QList<int> rgb(ColourMap map, float value) {
  const auto colour = colour_of(map, value);
  return {colour[0], colour[1], colour[2]};
}

}  // namespace

class TestColourMap : public QObject {
  Q_OBJECT

 private slots:
  void looks_as_known_data() {
    QTest::addColumn<int>("map");
    QTest::addColumn<float>("value");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("viridis 0") << int(ColourMap::Viridis) << 0.0f << QList<int>{68, 1, 84};
    QTest::newRow("viridis 1") << int(ColourMap::Viridis) << 1.0f << QList<int>{253, 231, 37};
    QTest::newRow("magma 0") << int(ColourMap::Magma) << 0.0f << QList<int>{0, 0, 4};
    QTest::newRow("magma 1") << int(ColourMap::Magma) << 1.0f << QList<int>{252, 253, 191};
    QTest::newRow("inferno 0") << int(ColourMap::Inferno) << 0.0f << QList<int>{0, 0, 4};
    QTest::newRow("inferno 1") << int(ColourMap::Inferno) << 1.0f << QList<int>{252, 255, 164};
    QTest::newRow("cividis 0") << int(ColourMap::Cividis) << 0.0f << QList<int>{0, 32, 77};
    QTest::newRow("cividis 1") << int(ColourMap::Cividis) << 1.0f << QList<int>{255, 234, 70};
    QTest::newRow("grey 0") << int(ColourMap::Grey) << 0.0f << QList<int>{0, 0, 0};
    QTest::newRow("grey half") << int(ColourMap::Grey) << 0.5f << QList<int>{128, 128, 128};
    QTest::newRow("grey 1") << int(ColourMap::Grey) << 1.0f << QList<int>{255, 255, 255};
  }
  void looks_as_known() {
    QFETCH(int, map);
    QFETCH(float, value);
    QFETCH(QList<int>, expected);
    const QList<int> found = rgb(static_cast<ColourMap>(map), value);
    // One level is the rounding on the way through the perceptual space.
    for (qsizetype i = 0; i < 3; ++i)
      QVERIFY2(std::abs(found[i] - expected[i]) <= 1, qPrintable(QString::number(found[i])));
  }

  void more_is_lighter_without_steps_data() {
    QTest::addColumn<int>("map");
    for (const ColourMap map : kColourMaps) QTest::newRow(std::string(name_of(map)).c_str()) << int(map);
  }
  void more_is_lighter_without_steps() {
    QFETCH(int, map);
    auto before = colour_of(static_cast<ColourMap>(map), 0);
    for (int step = 1; step < 256; ++step) {
      const auto colour = colour_of(static_cast<ColourMap>(map), static_cast<float>(step) / 255);
      // 0.05 of 100 is what 8 bits a channel allow.
      QVERIFY2(lightness(colour) > lightness(before) - 0.05, qPrintable(QString::number(step)));
      QVERIFY2(lightness(colour) < lightness(before) + 2, qPrintable(QString::number(step)));
      for (std::size_t i = 0; i < 3; ++i) QVERIFY(std::abs(colour[i] - before[i]) <= 10);
      before = colour;
    }
    QVERIFY(lightness(before) > lightness(colour_of(static_cast<ColourMap>(map), 0)) + 70);
  }

  void values_outside_are_clamped() {
    for (const ColourMap map : kColourMaps) {
      QCOMPARE(rgb(map, -1e30f), rgb(map, 0));
      QCOMPARE(rgb(map, std::numeric_limits<float>::quiet_NaN()), rgb(map, 0));
      QCOMPARE(rgb(map, -std::numeric_limits<float>::infinity()), rgb(map, 0));
      QCOMPARE(rgb(map, 1.5f), rgb(map, 1));
      QCOMPARE(rgb(map, std::numeric_limits<float>::infinity()), rgb(map, 1));
    }
  }

  void names_go_both_ways() {
    for (const ColourMap map : kColourMaps) {
      QVERIFY(!name_of(map).empty());
      QVERIFY(colour_map_of(name_of(map)) == map);
    }
    QVERIFY(!colour_map_of("Viridis"));
    QVERIFY(!colour_map_of(""));
  }
};

QTEST_APPLESS_MAIN(TestColourMap)
#include "test_colour_map.moc"
