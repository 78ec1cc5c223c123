#include <QTest>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "attention/reduction.h"
#include "base/error.h"

using namespace vp::attention;
using Kind = HeadSelection::Kind;

namespace {

// Two chunks of two frames on a grid of 4 x 4 patches, two GSTRA heads, three FSRA heads. Every value tells
// where it belongs: GSTRA 1000 chunk + 100 head + 16 frame + patch.
AttentionMaps labelled_maps() {
  AttentionMaps maps;
  maps.chunks = 2;
  maps.frames_per_chunk = 2;
  maps.grid = 4;
  maps.heads = 3;
  maps.gstra_heads = 2;
  maps.valid = {1, 0, 3, 4};
  for (int chunk = 0; chunk < 2; ++chunk)
    for (int head = 0; head < 2; ++head)
      for (int i = 0; i < 32; ++i) maps.gstra.push_back(static_cast<float>(1000 * chunk + 100 * head + i));
  for (int frame = 0; frame < 4; ++frame) {
    FrameMaps of_frame;
    of_frame.height = 1;
    of_frame.width = 2;
    of_frame.fsra = {0.25f, 0.75f, 0.5f, 0.5f, 1.0f, 0.0f};
    maps.frames.push_back(of_frame);
  }
  return maps;
}

// Softmax-like: each head of a chunk sums to 1.
AttentionMaps normalised_maps() {
  AttentionMaps maps = labelled_maps();
  for (std::size_t first = 0; first < maps.gstra.size(); first += 32) {
    const auto begin = maps.gstra.begin() + static_cast<std::ptrdiff_t>(first);
    const float sum = std::accumulate(begin, begin + 32, 0.0f);
    std::for_each(begin, begin + 32, [sum](float& value) { value /= sum; });
  }
  return maps;
}

}  // namespace

class TestReduction : public QObject {
  Q_OBJECT

 private slots:
  void fsra_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("head");
    QTest::addColumn<QList<float>>("expected");
    QTest::newRow("head 0") << int(Kind::Single) << 0 << QList<float>{0.25f, 0.75f};
    QTest::newRow("head 2") << int(Kind::Single) << 2 << QList<float>{1.0f, 0.0f};
    QTest::newRow("mean") << int(Kind::Mean) << 7 << QList<float>{1.75f / 3, 1.25f / 3};
    QTest::newRow("max") << int(Kind::Max) << 7 << QList<float>{1.0f, 0.75f};
  }
  void fsra() {
    QFETCH(int, kind);
    QFETCH(int, head);
    QFETCH(QList<float>, expected);
    const MapGrid grid = fsra_grid(labelled_maps(), 3, {static_cast<Kind>(kind), head});
    QCOMPARE(grid.height, 1);
    QCOMPARE(grid.width, 2);
    QCOMPARE(QList<float>(grid.values.begin(), grid.values.end()), expected);
  }

  void lsd_is_laid_out_by_windows() {
    AttentionMaps maps = labelled_maps();
    maps.heads = 2;
    FrameMaps& frame = maps.frames[1];
    frame.height = 1;
    frame.width = 2;
    // Two heads, two windows of 2 x 2 patches: head 0 keeps the second, head 1 the last patch.
    frame.lsd = {0.1f, 0.7f, 0.1f, 0.1f, 0.2f, 0.4f, 0.2f, 0.2f,
                 0.0f, 0.0f, 0.0f, 1.0f, 0.1f, 0.1f, 0.1f, 0.7f};
    QCOMPARE(lsd_window(maps, 1), 2);
    const MapGrid first = lsd_grid(maps, 1, {Kind::Single, 0});
    QCOMPARE(first.height, 2);
    QCOMPARE(first.width, 4);
    QCOMPARE(QList<float>(first.values.begin(), first.values.end()),
             (QList<float>{0.1f, 0.7f, 0.2f, 0.4f, 0.1f, 0.1f, 0.2f, 0.2f}));
    const std::vector<bool> kept = lsd_kept(first, 2);
    QVERIFY((kept == std::vector<bool>{false, true, false, true, false, false, false, false}));
    const MapGrid mean = lsd_grid(maps, 1, {Kind::Mean, 0});
    QCOMPARE(mean.values[5], 0.55f);  // the last patch of the first window
    const std::vector<bool> kept_by_mean = lsd_kept(mean, 2);
    QCOMPARE(std::count(kept_by_mean.begin(), kept_by_mean.end(), true), 2);
    QVERIFY(kept_by_mean[5] && kept_by_mean[7]);
  }

  void lsd_keeps_the_first_of_equals() {
    const MapGrid even{2, 2, {0.25f, 0.25f, 0.25f, 0.25f}};
    QVERIFY((lsd_kept(even, 2) == std::vector<bool>{true, false, false, false}));
    QVERIFY_EXCEPTION_THROWN(lsd_kept(even, 3), vp::base::Error);
  }

  void lsd_of_a_contradiction() {
    AttentionMaps maps = labelled_maps();
    maps.frames[0].lsd.assign(3 * 2 * 3, 0.0f);  // three patches are no window
    QVERIFY_EXCEPTION_THROWN(lsd_grid(maps, 0, {}), vp::base::Error);
    maps.frames[0].lsd.clear();
    QVERIFY_EXCEPTION_THROWN(lsd_window(maps, 0), vp::base::Error);
  }

  void gstra_is_cut_to_the_picture_data() {
    QTest::addColumn<int>("frame");
    QTest::addColumn<int>("kind");
    QTest::addColumn<float>("first");  // of the valid rectangle; its patches count up from there
    QTest::newRow("frame 0, head 0") << 0 << int(Kind::Single) << 4.0f;
    QTest::newRow("frame 1, mean") << 1 << int(Kind::Mean) << 70.0f;
    QTest::newRow("frame 2, max") << 2 << int(Kind::Max) << 1104.0f;
    QTest::newRow("frame 3, mean") << 3 << int(Kind::Mean) << 1070.0f;
  }
  void gstra_is_cut_to_the_picture() {
    QFETCH(int, frame);
    QFETCH(int, kind);
    QFETCH(float, first);
    const MapGrid grid = gstra_grid(labelled_maps(), frame, {static_cast<Kind>(kind), 0});
    QCOMPARE(grid.height, 2);
    QCOMPARE(grid.width, 4);
    for (std::size_t i = 0; i < 8; ++i) QCOMPARE(grid.values[i], first + static_cast<float>(i));
  }

  void gstra_cut_of_a_portrait_picture() {
    AttentionMaps maps = labelled_maps();
    maps.valid = {0, 1, 4, 3};
    const MapGrid grid = gstra_grid(maps, 1, {Kind::Single, 1});
    QCOMPARE(grid.height, 4);
    QCOMPARE(grid.width, 2);
    QCOMPARE(grid.values, (std::vector<float>{117, 118, 121, 122, 125, 126, 129, 130}));
  }

  void mass_counts_every_patch_of_a_frame() {
    // Frame f of chunk c, head h: 16 * (1000 c + 100 h) + sum of 16 f .. 16 f + 15.
    const std::vector<float> mass = gstra_mass_per_frame(labelled_maps(), {Kind::Single, 1});
    QCOMPARE(mass, (std::vector<float>{1600 + 120, 1600 + 376, 17600 + 120, 17600 + 376}));
  }

  void mass_of_a_chunk_is_one() {
    for (const HeadSelection heads : {HeadSelection{Kind::Mean, 0}, HeadSelection{Kind::Single, 1}}) {
      const std::vector<float> mass = gstra_mass_per_frame(normalised_maps(), heads);
      QCOMPARE(mass.size(), std::size_t{4});
      QVERIFY(std::abs(mass[0] + mass[1] - 1) < 1e-5);
      QVERIFY(std::abs(mass[2] + mass[3] - 1) < 1e-5);
    }
  }

  void maximum_ignores_what_is_not_finite() {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    QCOMPARE((MapGrid{1, 4, {nan, -2, infinity, -1}}).maximum(), -1.0f);
    QCOMPARE((MapGrid{1, 1, {nan}}).maximum(), 0.0f);
    QCOMPARE(MapGrid{}.maximum(), 0.0f);
  }

  void refuses_data() {
    QTest::addColumn<std::function<void()>>("call");
    using Call = std::function<void()>;
    const auto with = [](auto change, auto use) {
      return Call([change, use] {
        AttentionMaps maps = labelled_maps();
        change(maps);
        use(maps);
      });
    };
    const auto nothing = [](AttentionMaps&) {};
    const auto fsra = [](const AttentionMaps& maps) { fsra_grid(maps, 0, {}); };
    const auto gstra = [](const AttentionMaps& maps) { gstra_grid(maps, 0, {}); };
    const auto mass = [](const AttentionMaps& maps) { gstra_mass_per_frame(maps, {}); };
    QTest::newRow("frame -1") << with(nothing, [](const AttentionMaps& maps) { fsra_grid(maps, -1, {}); });
    QTest::newRow("frame 4") << with(nothing, [](const AttentionMaps& maps) { gstra_grid(maps, 4, {}); });
    QTest::newRow("FSRA head 3") << with(nothing, [](const AttentionMaps& maps) {
      fsra_grid(maps, 0, {Kind::Single, 3});
    });
    QTest::newRow("GSTRA head 2") << with(nothing, [](const AttentionMaps& maps) {
      gstra_grid(maps, 0, {Kind::Single, 2});
    });
    QTest::newRow("head -1") << with(nothing, [](const AttentionMaps& maps) {
      gstra_mass_per_frame(maps, {Kind::Single, -1});
    });
    QTest::newRow("no maps") << Call([] { fsra_grid(AttentionMaps{}, 0, {}); });
    QTest::newRow("no mass") << Call([] { gstra_mass_per_frame(AttentionMaps{}, {}); });
    QTest::newRow("short FSRA") << with([](AttentionMaps& maps) { maps.frames[0].fsra.pop_back(); }, fsra);
    QTest::newRow("frame without tokens")
        << with([](AttentionMaps& maps) { maps.frames[0].width = 0; }, fsra);
    QTest::newRow("short GSTRA") << with([](AttentionMaps& maps) { maps.gstra.pop_back(); }, gstra);
    QTest::newRow("more chunks than maps") << with([](AttentionMaps& maps) { maps.chunks = 3; }, mass);
    QTest::newRow("huge grid") << with([](AttentionMaps& maps) { maps.grid = 1 << 30; }, mass);
    QTest::newRow("negative grid") << with([](AttentionMaps& maps) { maps.grid = -4; }, mass);
    QTest::newRow("no heads") << with([](AttentionMaps& maps) { maps.gstra_heads = 0; }, mass);
    QTest::newRow("empty rectangle") << with([](AttentionMaps& maps) { maps.valid = {}; }, gstra);
    QTest::newRow("rectangle outside") << with([](AttentionMaps& maps) { maps.valid = {0, 0, 4, 5}; }, gstra);
    QTest::newRow("rectangle before") << with([](AttentionMaps& maps) { maps.valid = {-1, 0, 4, 4}; }, gstra);
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

QTEST_APPLESS_MAIN(TestReduction)
#include "test_reduction.moc"
