// What patch_truth says of a place is what the rasteriser has drawn there.
#include <QTest>
#include <algorithm>
#include <cmath>

#include "colour_words.h"
#include "train/scenes/motion.h"
#include "train/scenes/patch_truth.h"
#include "train/scenes/render.h"

using namespace vp::scenes;

namespace {

constexpr int kRows = 12;
constexpr int kColumns = 15;

const PatchTruth& cell(const FrameTruth& truth, int row, int column) {
  return truth.patches[static_cast<std::size_t>(row * kColumns + column)];
}

bool near_object(const FrameTruth& truth, int row, int column) {
  for (int y = std::max(row - 1, 0); y <= std::min(row + 1, kRows - 1); ++y)
    for (int x = std::max(column - 1, 0); x <= std::min(column + 1, kColumns - 1); ++x)
      if (cell(truth, y, x).object >= 0) return true;
  return false;
}

}  // namespace

class TestPatchTruth : public QObject {
  Q_OBJECT

 private slots:
  void names_the_colours_that_are_drawn() {
    int cells = 0, wrong = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      Scene scene = make_scene(seed);
      scene.noise = 0;
      for (Object& object : scene.objects) object.paint.highlight = 0;
      for (const std::int64_t frame : sampled_frames(scene)) {
        vp::base::RgbImage image;
        constexpr int kPixels = 7;  // a side of a cell
        render(scene, frame, kColumns * kPixels, kRows * kPixels, image);
        const FrameTruth truth = patch_truth(scene, frame, kRows, kColumns);
        for (int row = 0; row < kRows; ++row) {
          for (int column = 0; column < kColumns; ++column) {
            const PatchTruth& patch = cell(truth, row, column);
            if (patch.coverage < 1) continue;
            const std::uint8_t* pixel =
                image.row(row * kPixels + kPixels / 2) + 3 * (column * kPixels + kPixels / 2);
            ++cells;
            wrong += vp::test::colour_word(pixel) != name(patch.colour);
          }
        }
      }
    }
    QVERIFY(cells > 4000);
    // Fading from one colour to another passes through others.
    QVERIFY2(wrong < cells / 100, qPrintable(QString("%1 of %2").arg(wrong).arg(cells)));
  }

  void empty_cells_show_no_object() {
    // Without its objects a scene looks the same there; a shadow and a soft edge may reach out.
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
      Scene scene = make_scene(seed);
      for (Object& object : scene.objects) object.paint.shadow = object.paint.soft_edge = 0;
      Scene empty = scene;
      empty.objects.clear();
      const std::int64_t frame = scene.frame_count - 1;
      constexpr int kPixels = 8;
      vp::base::RgbImage with, without;
      render(scene, frame, kColumns * kPixels, kRows * kPixels, with);
      render(empty, frame, kColumns * kPixels, kRows * kPixels, without);
      const FrameTruth truth = patch_truth(scene, frame, kRows, kColumns);
      for (int row = 0; row < kRows; ++row) {
        for (int column = 0; column < kColumns; ++column) {
          // The tip of a star may lie between the places that are looked at.
          if (near_object(truth, row, column)) continue;
          const int y = row * kPixels + kPixels / 2, x = 3 * (column * kPixels + kPixels / 2);
          for (int channel = 0; channel < 3; ++channel)
            QVERIFY2(with.row(y)[x + channel] == without.row(y)[x + channel],
                     qPrintable(QString::number(seed)));
        }
      }
    }
  }

  void coverage_adds_up_to_the_area() {
    Scene scene = make_scene(1);
    scene.width = scene.height = 200;
    scene.camera = {};
    scene.shots.resize(1);
    Object circle;
    circle.radius = 0.2;
    circle.centre = {0.47, 0.53};
    scene.objects = {circle};
    const FrameTruth truth = patch_truth(scene, 0, 20, 20);
    double area = 0;
    for (const PatchTruth& patch : truth.patches) area += patch.coverage / 400.0;
    QVERIFY(std::abs(area - 3.14159 * 0.04) < 0.002);
    // The cell around (0.475, 0.525) holds the centre.
    const PatchTruth& middle = truth.patches[10 * 20 + 9];
    QCOMPARE(middle.object, 0);
    QVERIFY(std::abs(middle.dx - -0.025f) < 1e-4f && std::abs(middle.dy - 0.025f) < 1e-4f);
    QVERIFY(std::abs(middle.x - 0.47f) < 1e-4f && std::abs(middle.y - 0.53f) < 1e-4f);
  }

  void directions_are_those_of_the_motion() {
    int seen = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      const Scene scene = make_scene(seed);
      for (std::int64_t frame = 1; frame + 1 < scene.frame_count; frame += 5) {
        for (const PatchTruth& patch : patch_truth(scene, frame, 6, 6).patches) {
          if (patch.object < 0 || patch.motion == Direction::None) continue;
          ++seen;
          const Object& object = scene.objects[static_cast<std::size_t>(patch.object)];
          const Point before = state_at(scene, object, frame - 1).centre;
          const Point after = state_at(scene, object, frame + 1).centre;
          const double x = after.x - before.x, y = after.y - before.y;
          const Direction found = std::abs(x) > std::abs(y) ? (x > 0 ? Direction::Right : Direction::Left)
                                                            : (y > 0 ? Direction::Down : Direction::Up);
          // At the moment of turning back both ways are right.
          if (object.behaviour == Behaviour::Move || std::hypot(x, y) > 0.01) QCOMPARE(found, patch.motion);
        }
      }
    }
    QVERIFY(seen > 1000);
  }

  void knows_shots_and_changes() {
    int cuts = 0, changed = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      const Scene scene = make_scene(seed);
      const FrameTruth first = patch_truth(scene, 0, 8, 8),
                       last = patch_truth(scene, scene.frame_count - 1, 8, 8);
      QCOMPARE(first.shot, 0);
      QCOMPARE(last.shot, scene.has_cut() ? 1 : 0);
      QCOMPARE(first.camera, scene.camera.motion);
      cuts += scene.has_cut();
      for (const PatchTruth& patch : first.patches) {
        QVERIFY(patch.object < 0 || (!patch.changed && patch.change != Change::Appear));
        QVERIFY(patch.object < 0 || scene.objects[static_cast<std::size_t>(patch.object)].shot == 0);
      }
      for (const PatchTruth& patch : last.patches) {
        QVERIFY(patch.object < 0 || patch.changed == (patch.change != Change::None));
        QVERIFY(patch.object < 0 || patch.change != Change::Vanish);
        changed += patch.object >= 0 && patch.changed;
      }
    }
    QVERIFY(cuts > 10 && changed > 100);
  }
};

QTEST_APPLESS_MAIN(TestPatchTruth)
#include "test_patch_truth.moc"
