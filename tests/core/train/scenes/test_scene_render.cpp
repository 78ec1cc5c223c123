// The rasteriser: areas, sameness at every size, determinism.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "media/preprocess.h"
#include "train/scenes/render.h"
#include "train/scenes/shapes.h"

using namespace vp::scenes;
using vp::base::RgbImage;

namespace {

// One white object on black, without noise.
Scene plain_scene(Shape shape, double radius, float proportion) {
  Scene scene;
  scene.width = scene.height = 200;
  scene.frames_per_second = 8;
  scene.frame_count = 16;
  scene.shots.resize(1);
  Object object;
  object.shape = shape;
  object.radius = radius;
  object.centre = {0.5, 0.5};
  object.angle = 0.3;
  object.paint.fill = {1, 1, 1};
  object.paint.proportion = proportion;
  scene.objects.push_back(object);
  return scene;
}

// Area of the shape with radius 1 by counting, the other way round than the rasteriser.
double counted_area(Shape shape, float proportion) {
  constexpr int kSteps = 1200;
  constexpr double kStep = 3.0 / kSteps;
  int inside = 0;
  for (int y = 0; y < kSteps; ++y)
    for (int x = 0; x < kSteps; ++x)
      inside += signed_distance(shape, proportion, static_cast<float>(-1.5 + (x + 0.5) * kStep),
                                static_cast<float>(-1.5 + (y + 0.5) * kStep)) < 0;
  return inside * kStep * kStep;
}

double drawn_area(const Scene& scene, int width, int height) {
  RgbImage image;
  render(scene, 0, width, height, image);
  double sum = 0;
  for (std::size_t i = 0; i < image.pixels.size(); i += 3) sum += image.pixels[i] / 255.0;
  return sum / (width * height) * scene.extent().x * scene.extent().y;
}

}  // namespace

class TestSceneRender : public QObject {
  Q_OBJECT

 private slots:
  void shapes_have_their_areas_data() {
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<float>("proportion");
    QTest::addColumn<double>("area");
    const double pi = std::numbers::pi;
    QTest::newRow("circle") << Shape::Circle << 0.f << pi;
    QTest::newRow("square") << Shape::Square << 0.f << 1.76 * 1.76;
    QTest::newRow("triangle") << Shape::Triangle << 0.9f << 0.9 * 1.72;
    // Ten triangles with a tip at 1.2, a notch at 0.6 and 36 degrees between.
    QTest::newRow("star") << Shape::Star << 0.5f << 10 * 0.5 * 1.2 * 0.6 * std::sin(pi / 5);
    QTest::newRow("cross") << Shape::Cross << 0.3f << 4 * 1.05 * 0.6 - 0.36;
  }
  void shapes_have_their_areas() {
    QFETCH(Shape, shape);
    QFETCH(float, proportion);
    QFETCH(double, area);
    QVERIFY(std::abs(counted_area(shape, proportion) - area) < 0.01 * area);
    const Scene scene = plain_scene(shape, 0.2, proportion);
    // Also where an object has only a few pixels, and where the picture is stretched.
    for (const auto& [width, height] : {std::pair{400, 400}, {60, 60}, {30, 30}, {90, 64}}) {
      const double drawn = drawn_area(scene, width, height) / (0.2 * 0.2);
      QVERIFY2(std::abs(drawn - area) < 0.04 * area,
               qPrintable(QString("%1 at %2 x %3").arg(drawn / area).arg(width).arg(height)));
    }
  }

  void distances_are_distances() {
    // Of every shape: no farther than it says, and as far along the way straight out.
    for (int s = 0; s < kShapes; ++s) {
      const auto shape = static_cast<Shape>(s);
      for (float x = -1.4f; x <= 1.4f; x += 0.13f) {
        for (float y = -1.4f; y <= 1.4f; y += 0.17f) {
          const float here = signed_distance(shape, 0.45f, x, y);
          constexpr float kStep = 0.01f;
          const float right = signed_distance(shape, 0.45f, x + kStep, y);
          const float down = signed_distance(shape, 0.45f, x, y + kStep);
          QVERIFY(std::abs(right - here) <= kStep * 1.01f && std::abs(down - here) <= kStep * 1.01f);
          QVERIFY(here > 0 || std::hypot(x, y) <= kShapeBound);
        }
      }
    }
  }

  void small_drawing_is_a_large_one_reduced() {
    double sum = 0;
    std::size_t values = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      Scene scene = make_scene(seed);
      scene.noise = 0;
      const std::int64_t frame = scene.frame_count / 2;
      const int width = scene.width / 4, height = scene.height / 4;
      RgbImage large, small;
      render(scene, frame, width * 4, height * 4, large);
      render(scene, frame, width, height, small);
      double worst = 0;
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width * 3; ++x) {
          int mean = 0;
          for (int i = 0; i < 16; ++i) mean += large.row(4 * y + i / 4)[3 * (x / 3 * 4 + i % 4) + x % 3];
          const double difference = std::abs(mean / 16.0 - small.row(y)[x]);
          worst = std::max(worst, difference);
          sum += difference;
          ++values;
        }
      }
      QVERIFY2(worst < 75, qPrintable(QString("scene %1: %2").arg(seed).arg(worst)));
    }
    QVERIFY2(sum / static_cast<double>(values) < 1.0,
             qPrintable(QString::number(sum / static_cast<double>(values))));
  }

  void frames_do_not_depend_on_what_was_drawn_before() {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      const Scene scene = make_scene(seed);
      Renderer renderer(scene, 80, 60);
      RgbImage reused, fresh;
      for (const std::int64_t frame : {scene.frame_count - 1, std::int64_t{0}, scene.frame_count / 2}) {
        renderer.draw(frame, reused);
        render(scene, frame, 80, 60, fresh);
        QCOMPARE(reused.pixels, fresh.pixels);
        QCOMPARE(fresh.pixels.size(), std::size_t{80 * 60 * 3});
      }
    }
  }

  void noise_is_as_strong_as_it_says() {
    Scene scene = plain_scene(Shape::Circle, 0.1, 0);
    scene.objects.clear();
    scene.shots[0].background.colour = scene.shots[0].background.other = {0.5f, 0.5f, 0.5f};
    scene.noise = 5;
    for (const int side : {200, 100}) {
      RgbImage image;
      render(scene, 3, side, side, image);
      double sum = 0, squares = 0;
      for (const std::uint8_t value : image.pixels) {
        sum += value;
        squares += static_cast<double>(value) * value;
      }
      const auto count = static_cast<double>(image.pixels.size());
      const double deviation = std::sqrt(squares / count - sum / count * sum / count);
      QVERIFY2(std::abs(deviation - 5 * side / 200.0) < 0.2, qPrintable(QString::number(deviation)));
    }
  }
};

QTEST_APPLESS_MAIN(TestSceneRender)
#include "test_scene_render.moc"
