// What a scene may hold: whatever is asked of it must be there to be seen.
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "base/error.h"
#include "train/scenes/colours.h"
#include "train/scenes/motion.h"
#include "train/scenes/shapes.h"

using namespace vp::scenes;

namespace {

constexpr int kScenes = 1500;

bool zooms(const Scene& scene) {
  return scene.camera.motion == CameraMotion::ZoomIn || scene.camera.motion == CameraMotion::ZoomOut;
}

// The frames of a shot that the model is shown.
std::vector<std::int64_t> shown_frames(const Scene& scene, int shot) {
  std::vector<std::int64_t> frames;
  for (const std::int64_t frame : sampled_frames(scene))
    if (scene.shot_at(frame) == shot) frames.push_back(frame);
  return frames;
}

std::string refusal(const SceneOptions& options) {
  try {
    make_scene(1, options);
  } catch (const vp::base::Error& error) {
    return error.code() == vp::base::ErrorCode::Usage ? error.what() : "another code";
  }
  return {};
}

}  // namespace

class TestScene : public QObject {
  Q_OBJECT

 private slots:
  void training_and_test_seeds_never_meet();
  void same_seed_same_scene();
  void refuses_bad_options_data();
  void refuses_bad_options();
  void keeps_to_its_options_data();
  void keeps_to_its_options();
  void plain_scenes_are_plain();
  void staged_scenes_have_an_order();
  void has_the_size_asked_for();
  void end_is_sampled();
  void objects_have_different_names();
  void objects_are_in_the_picture_and_apart();
  void sizes_are_two();
  void moves_are_long_and_straight();
  void turns_are_seen_and_do_not_alias();
  void bounces_turn_back();
  void changes_happen_in_the_middle();
  void camera_moves_alone_and_is_not_imitated();
  void objects_stand_out();
  void attributes_are_independent();
};

void TestScene::training_and_test_seeds_never_meet() {
  std::set<std::uint64_t> seeds;
  constexpr std::uint64_t kTestBit = std::uint64_t{1} << 63;
  for (const std::uint64_t run : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7}, ~std::uint64_t{0}}) {
    for (std::uint64_t index = 0; index < 2000; ++index) {
      QVERIFY((training_seed(run, index) & kTestBit) == 0);
      QVERIFY((test_seed(run, index) & kTestBit) != 0);
      seeds.insert(training_seed(run, index));
      seeds.insert(test_seed(run, index));
    }
  }
  QCOMPARE(seeds.size(), std::size_t{4 * 2000 * 2});
}

void TestScene::same_seed_same_scene() {
  const Scene a = make_scene(5), b = make_scene(5), other = make_scene(6);
  QCOMPARE(a.noise_seed, b.noise_seed);
  QCOMPARE(a.frame_count, b.frame_count);
  QCOMPARE(a.objects.size(), b.objects.size());
  for (std::size_t i = 0; i < a.objects.size(); ++i) QCOMPARE(a.objects[i].centre, b.objects[i].centre);
  QVERIFY(a.noise_seed != other.noise_seed);
}

void TestScene::refuses_bad_options_data() {
  QTest::addColumn<std::function<void(SceneOptions&)>>("spoil");
  QTest::addColumn<QString>("mention");
  const auto row = [](const char* title, std::function<void(SceneOptions&)> spoil, const char* mention) {
    QTest::newRow(title) << spoil << QString(mention);
  };
  row(
      "no object", [](SceneOptions& o) { o.max_objects = 0; }, "max_objects is 0");
  row(
      "five objects", [](SceneOptions& o) { o.max_objects = 5; }, "max_objects is 5");
  row(
      "durations exchanged", [](SceneOptions& o) { o.min_duration_s = 7; }, "min_duration_s");
  row(
      "endless", [](SceneOptions& o) { o.max_duration_s = 1e9; }, "max_duration_s");
  row(
      "NaN", [](SceneOptions& o) { o.min_duration_s = std::nan(""); }, "min_duration_s");
  row(
      "more plain scenes than scenes", [](SceneOptions& o) { o.plain = 1.5; }, "plain is 1.5");
  row(
      "fewer staged scenes than none", [](SceneOptions& o) { o.staged = -0.5; }, "staged is -0.5");
  row(
      "one object cannot act after another", [](SceneOptions& o) { o.max_objects = 1, o.staged = 0.5; },
      "at least 2 objects");
  row(
      "tiny", [](SceneOptions& o) { o.min_long_side = 2; }, "min_long_side is 2");
  row(
      "huge", [](SceneOptions& o) { o.max_long_side = 100000; }, "max_long_side 100000");
  row(
      "only a width", [](SceneOptions& o) { o.width = 100; }, "100 x 0");
  row(
      "odd", [](SceneOptions& o) { o.width = 101, o.height = 100; }, "101 x 100");
  row(
      "a stripe", [](SceneOptions& o) { o.width = 400, o.height = 100; }, "400 x 100");
}

void TestScene::refuses_bad_options() {
  QFETCH(std::function<void(SceneOptions&)>, spoil);
  QFETCH(QString, mention);
  SceneOptions options;
  spoil(options);
  const QString said = QString::fromStdString(refusal(options));
  QVERIFY2(said.contains(mention) && said.endsWith('.'), qPrintable(said));
}

void TestScene::keeps_to_its_options_data() {
  QTest::addColumn<std::function<void(SceneOptions&)>>("switch_off");
  QTest::addColumn<std::function<bool(const Scene&)>>("forbidden");
  const auto row = [](const char* title, std::function<void(SceneOptions&)> switch_off,
                      std::function<bool(const Scene&)> forbidden) {
    QTest::newRow(title) << switch_off << forbidden;
  };
  const auto some = [](Behaviour behaviour) {
    return [behaviour](const Scene& scene) {
      return std::any_of(scene.objects.begin(), scene.objects.end(),
                         [&](const Object& object) { return object.behaviour == behaviour; });
    };
  };
  row(
      "changes", [](SceneOptions& o) { o.changes = false; }, some(Behaviour::Change));
  row(
      "turns", [](SceneOptions& o) { o.turns = false; }, some(Behaviour::Turn));
  row(
      "bounces", [](SceneOptions& o) { o.bounces = false; }, some(Behaviour::Bounce));
  row(
      "camera", [](SceneOptions& o) { o.camera = false; },
      [](const Scene& scene) { return scene.camera.motion != CameraMotion::Rest; });
  row(
      "cuts", [](SceneOptions& o) { o.cuts = false; }, [](const Scene& scene) { return scene.has_cut(); });
  row(
      "objects", [](SceneOptions& o) { o.max_objects = 2; },
      [](const Scene& scene) { return scene.objects.size() > (scene.has_cut() ? 4u : 2u); });
}

void TestScene::keeps_to_its_options() {
  QFETCH(std::function<void(SceneOptions&)>, switch_off);
  QFETCH(std::function<bool(const Scene&)>, forbidden);
  SceneOptions options;
  switch_off(options);
  int usual = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    QVERIFY(!forbidden(make_scene(seed, options)));
    usual += forbidden(make_scene(seed));
  }
  QVERIFY2(usual > 10, "what was switched off does not happen anyway");
}

void TestScene::plain_scenes_are_plain() {
  SceneOptions options;
  options.plain = 0.5;
  int plain = 0, behaviours = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Scene scene = make_scene(seed, options);
    if (!scene.plain) continue;
    ++plain;
    for (const Shot& shot : scene.shots)
      QVERIFY(shot.background.texture == Texture::None && shot.background.gradient == 0 &&
              shot.background.colour.g < 0.2f);
    for (const Object& object : scene.objects) {
      QVERIFY(object.colour == Colour::White && object.change != Change::Recolour);
      QVERIFY(object.paint.fill.r > 0.85f && object.paint.outline_width == 0 && object.paint.shade == 0);
      behaviours |= 1 << static_cast<int>(object.behaviour);
    }
  }
  QVERIFY2(plain > 150 && plain < 250, qPrintable(QString::number(plain)));
  QCOMPARE(behaviours, 0b11111);
}

void TestScene::staged_scenes_have_an_order() {
  SceneOptions options;
  options.staged = 0.5;
  int staged = 0, ordered = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Scene scene = make_scene(seed, options);
    if (!scene.staged) continue;
    ++staged;
    QVERIFY(!scene.has_cut() && scene.camera.motion == CameraMotion::Rest);
    const auto acts = [](const Object& object) {
      return object.behaviour == Behaviour::Move || object.behaviour == Behaviour::Change;
    };
    for (const Object& a : scene.objects) {
      const bool has_successor =
          std::any_of(scene.objects.begin(), scene.objects.end(),
                      [&](const Object& b) { return acts(a) && acts(b) && a.end <= b.begin; });
      if (!has_successor) continue;
      ++ordered;
      break;
    }
  }
  QVERIFY2(staged > 150 && staged < 250, qPrintable(QString::number(staged)));
  // Where there is no room for two, one is drawn.
  QVERIFY2(ordered > staged * 9 / 10, qPrintable(QString("%1 of %2").arg(ordered).arg(staged)));
}

void TestScene::has_the_size_asked_for() {
  SceneOptions options;
  options.width = 322;
  options.height = 180;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    QCOMPARE(make_scene(seed, options).width, 322);
    QCOMPARE(make_scene(seed, options).height, 180);
  }
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Scene scene = make_scene(seed);
    QVERIFY(scene.width % 2 == 0 && scene.height % 2 == 0);
    QVERIFY(std::max(scene.width, scene.height) <= 480 && std::max(scene.width, scene.height) >= 158);
  }
}

void TestScene::end_is_sampled() {
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    const std::vector<std::int64_t> frames = sampled_frames(scene);
    QCOMPARE(frames.size(), 8u);
    QVERIFY(clip_time(scene, frames.back()) > 0.85);
  }
}

void TestScene::objects_have_different_names() {
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    std::set<std::pair<Colour, Shape>> names;
    std::size_t expected = 0;
    for (const Object& object : scene.objects) {
      names.insert({object.colour, object.shape});
      ++expected;
      if (object.change != Change::Recolour) continue;
      names.insert({object.new_colour, object.shape});
      ++expected;
    }
    QCOMPARE(names.size(), expected);
  }
}

void TestScene::objects_are_in_the_picture_and_apart() {
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    const Point extent = scene.extent();
    for (const std::int64_t frame : sampled_frames(scene)) {
      std::vector<ObjectState> states;
      for (const Object& object : scene.objects) {
        const ObjectState state = state_at(scene, object, frame);
        if (!state.visible()) continue;
        const double room =
            std::min({state.centre.x, state.centre.y, extent.x - state.centre.x, extent.y - state.centre.y});
        QVERIFY2(room > 0.85 * state.radius, qPrintable(QString::number(seed)));
        for (const ObjectState& other : states) {
          const double distance =
              std::hypot(state.centre.x - other.centre.x, state.centre.y - other.centre.y);
          QVERIFY2(distance > 0.9 * (state.radius + other.radius), qPrintable(QString::number(seed)));
        }
        states.push_back(state);
      }
    }
  }
}

void TestScene::sizes_are_two() {
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    for (const Object& object : scene.objects) {
      const double diameter = 2 * object.radius;
      if (object.size == Size::Small)
        QVERIFY(diameter >= 0.20 && diameter <= 0.27);
      else
        QVERIFY(diameter >= (zooms(scene) ? 0.33 : 0.38) && diameter <= 0.48);
    }
  }
}

void TestScene::moves_are_long_and_straight() {
  std::map<Direction, int> counts;
  int moves = 0;
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    const Point extent = scene.extent();
    for (const Object& object : scene.objects) {
      if (object.behaviour != Behaviour::Move) continue;
      const std::vector<std::int64_t> frames = shown_frames(scene, object.shot);
      const Point from = state_at(scene, object, frames.front()).centre;
      const Point to = state_at(scene, object, frames.back()).centre;
      const double x = (to.x - from.x) / extent.x, y = (to.y - from.y) / extent.y;
      const bool sideways = object.direction == Direction::Left || object.direction == Direction::Right;
      const double along = sideways ? x : y, across = sideways ? y : x;
      const bool forward = object.direction == Direction::Right || object.direction == Direction::Down;
      // What is seen of it: a shot's first and last sampled frames may lie inside it.
      QVERIFY2((forward ? along : -along) > 0.2, qPrintable(QString::number(seed)));
      QVERIFY(std::abs(across) < 1e-9);
      QVERIFY(object.travel >= 0.3 * (sideways ? extent.x : extent.y));
      ++counts[object.direction];
      ++moves;
    }
  }
  QCOMPARE(counts.size(), 4u);
  for (const auto& [direction, count] : counts)
    QVERIFY2(std::abs(count - moves / 4) < moves / 20, name(direction));
}

void TestScene::turns_are_seen_and_do_not_alias() {
  int turns = 0;
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    for (const Object& object : scene.objects) {
      if (object.behaviour != Behaviour::Turn) continue;
      ++turns;
      QVERIFY(object.shape != Shape::Circle);
      const std::vector<std::int64_t> frames = shown_frames(scene, object.shot);
      double largest = 0;
      for (std::size_t i = 1; i < frames.size(); ++i)
        largest = std::max(largest, std::abs(state_at(scene, object, frames[i]).angle -
                                             state_at(scene, object, frames[i - 1]).angle));
      QVERIFY2(largest < 0.5 * symmetry_angle(object.shape), qPrintable(QString::number(seed)));
      QVERIFY2(largest > 0.12 * symmetry_angle(object.shape), qPrintable(QString::number(seed)));
    }
  }
  QVERIFY(turns > 100);
}

void TestScene::bounces_turn_back() {
  int bounces = 0;
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    for (const Object& object : scene.objects) {
      if (object.behaviour != Behaviour::Bounce) continue;
      ++bounces;
      double there = 0, back = 0;
      Point last = object.centre;
      for (const std::int64_t frame : sampled_frames(scene)) {
        const Point now = state_at(scene, object, frame).centre;
        const double step = now.x - last.x + now.y - last.y;  // one of them is 0
        (step > 0 ? there : back) += std::abs(step);
        last = now;
      }
      QVERIFY2(there > 0.15 && back > 0.15, qPrintable(QString::number(seed)));
    }
  }
  QVERIFY(bounces > 100);
}

void TestScene::changes_happen_in_the_middle() {
  std::map<Change, int> counts;
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    const std::vector<std::int64_t> frames = sampled_frames(scene);
    for (const Object& object : scene.objects) {
      if (object.change == Change::None) continue;
      ++counts[object.change];
      const ObjectState before = state_at(scene, object, frames[1]),
                        after = state_at(scene, object, frames[6]);
      QVERIFY(!before.changed && after.changed);
      const double ratio = after.radius / before.radius;
      QCOMPARE(before.visible(), object.change != Change::Appear);
      QCOMPARE(after.visible(), object.change != Change::Vanish);
      QCOMPARE(ratio > 1.5, object.change == Change::Grow);
      QCOMPARE(ratio < 0.7, object.change == Change::Shrink);
      QCOMPARE(after.colour != before.colour, object.change == Change::Recolour);
    }
  }
  QCOMPARE(counts.size(), 5u);
}

void TestScene::camera_moves_alone_and_is_not_imitated() {
  std::map<CameraMotion, int> counts;
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    ++counts[scene.camera.motion];
    const auto rests = [](const Object& object) { return object.behaviour == Behaviour::Rest; };
    if (scene.camera.motion != CameraMotion::Rest) {
      QVERIFY(!scene.has_cut());
      QVERIFY(std::all_of(scene.objects.begin(), scene.objects.end(), rests));
      QVERIFY(scene.objects.size() > 1 || scene.shots[0].background.texture == Texture::Noise);
      continue;
    }
    for (int shot = 0; shot < static_cast<int>(scene.shots.size()); ++shot) {
      std::set<Direction> directions;
      std::size_t objects = 0, moving = 0;
      for (const Object& object : scene.objects) {
        if (object.shot != shot) continue;
        ++objects;
        if (object.behaviour != Behaviour::Move) continue;
        ++moving;
        directions.insert(object.direction);
      }
      QVERIFY(objects < 2 || moving < objects || directions.size() > 1);
    }
  }
  QCOMPARE(counts.size(), 7u);
  QVERIFY(counts[CameraMotion::Rest] > 0.65 * kScenes && counts[CameraMotion::Rest] < 0.85 * kScenes);
}

void TestScene::objects_stand_out() {
  int weak = 0, objects = 0;
  for (int seed = 0; seed < kScenes; ++seed) {
    const Scene scene = make_scene(static_cast<std::uint64_t>(seed));
    for (const Object& object : scene.objects) {
      const Background& background = scene.shots[static_cast<std::size_t>(object.shot)].background;
      const double clear = std::min(colour_difference(object.paint.fill, background.colour),
                                    colour_difference(object.paint.fill, background.other));
      QVERIFY2(clear > 15, qPrintable(QString::number(seed)));
      weak += clear < 35;
      ++objects;
    }
  }
  QVERIFY2(weak < objects / 20, qPrintable(QString::number(weak)));
}

void TestScene::attributes_are_independent() {
  std::array<std::array<int, kShapes>, kColours> counts{};
  int objects = 0;
  for (int seed = 0; seed < kScenes; ++seed) {
    for (const Object& object : make_scene(static_cast<std::uint64_t>(seed)).objects) {
      ++counts[static_cast<std::size_t>(object.colour)][static_cast<std::size_t>(object.shape)];
      ++objects;
    }
  }
  const double expected = objects / static_cast<double>(kColours * kShapes);
  // Pearson's chi-squared with 39 degrees of freedom is above 73 once in a thousand times.
  double chi_squared = 0;
  for (const auto& row : counts)
    for (const int count : row) chi_squared += (count - expected) * (count - expected) / expected;
  QVERIFY2(chi_squared < 73, qPrintable(QString::number(chi_squared)));
}

QTEST_APPLESS_MAIN(TestScene)
#include "test_scene.moc"
