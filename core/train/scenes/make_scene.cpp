#include <algorithm>
#include <array>
#include <cmath>

#include "train/scenes/colours.h"
#include "train/scenes/motion.h"
#include "train/scenes/objects.h"
#include "train/scenes/random.h"
#include "train/scenes/scene.h"

namespace vp::scenes {
namespace {

void draw_format(Scene& scene, const SceneOptions& options, Random& random) {
  constexpr std::array<std::array<int, 2>, 5> kAspects{{{16, 9}, {4, 3}, {1, 1}, {9, 16}, {3, 4}}};
  const auto aspect = kAspects[static_cast<std::size_t>(random.weighted({0.35, 0.2, 0.2, 0.15, 0.1}))];
  const int long_side = random.integer(options.min_long_side, options.max_long_side);
  const int longer = std::max(aspect[0], aspect[1]);
  // Even, as H.264 with halved chroma wants it.
  scene.width = std::max(16, long_side * aspect[0] / longer / 2 * 2);
  scene.height = std::max(16, long_side * aspect[1] / longer / 2 * 2);
  if (options.width > 0) {
    scene.width = options.width;
    scene.height = options.height;
  }
  scene.frames_per_second = random.pick({8, 10, 12, 15, 24, 25, 30});
  const double wanted =
      random.uniform(options.min_duration_s, options.max_duration_s) * scene.frames_per_second;
  // The sampling rule takes frames 0, step, … 7 * step: what is left over at the end is not seen. It is kept
  // below a seventh, so that the end of a clip is seen.
  const int step = std::max(1, static_cast<int>(wanted / 7));
  scene.frame_count = 7 * step + 1 + random.integer(0, std::min(step, 6));
}

void draw_camera(Scene& scene, Random& random) {
  Camera& camera = scene.camera;
  camera.motion = static_cast<CameraMotion>(1 + random.index(6));
  if (random.chance(0.4)) camera.begin = random.uniform(0, 0.15);
  if (random.chance(0.4)) camera.end = random.uniform(0.85, 1);
  const Point extent = scene.extent();
  const bool sideways = camera.motion == CameraMotion::PanLeft || camera.motion == CameraMotion::PanRight;
  camera.distance = random.uniform(0.26, 0.42) * (sideways ? extent.x : extent.y);
  camera.zoom = random.uniform(1.5, 2);
}

void draw_cut(Scene& scene, Random& random) {
  Shot second;
  second.first_frame = std::llround(random.uniform(0.4, 0.6) * static_cast<double>(scene.frame_count));
  scene.shots.push_back(second);
}

// Draws objects until they find their places; fewer when there is no room for as many.
void draw_objects(Scene& scene, const SceneOptions& options, Random& random) {
  const int most = scene.has_cut()                             ? std::min(options.max_objects, 2)
                   : scene.camera.motion == CameraMotion::Rest ? options.max_objects
                                                               : std::min(options.max_objects, 3);
  for (int shot = 0; shot < static_cast<int>(scene.shots.size()); ++shot) {
    constexpr int kAttempts = 40;
    int count = random.integer(scene.staged ? 2 : 1, most);
    // An object alone hardly tells its own motion from the camera's.
    if (count == 1 && most > 1 && scene.camera.motion != CameraMotion::Rest && random.chance(0.5)) count = 2;
    for (int attempt = 1; !add_objects(scene, count, shot, options, random); ++attempt)
      if (attempt % kAttempts == 0) count = std::max(1, count - 1);
  }
}

Background draw_plain_background(Random& random) {
  Background background;
  const auto grey = static_cast<float>(random.uniform(0, 0.15));
  background.colour = background.other = {grey, grey, grey};
  return background;
}

void draw_backgrounds(Scene& scene, Random& random) {
  if (scene.plain) {
    for (Shot& shot : scene.shots) shot.background = draw_plain_background(random);
    return;
  }
  for (std::size_t shot = 0; shot < scene.shots.size(); ++shot) {
    std::vector<Rgb> fills;
    int objects = 0;
    for (const Object& object : scene.objects) {
      if (object.shot != static_cast<int>(shot)) continue;
      ++objects;
      fills.push_back(object.paint.fill);
      if (object.change == Change::Recolour) fills.push_back(object.paint.new_fill);
    }
    const bool alone_with_camera = objects == 1 && scene.camera.motion != CameraMotion::Rest;
    scene.shots[shot].background = draw_background(fills, scene.extent(), alone_with_camera, random);
  }
}

}  // namespace

Scene make_scene(std::uint64_t seed, const SceneOptions& options) {
  options.validate();
  Random random(seed);
  Scene scene;
  // Without them nothing is drawn for them, so that a seed's scene stays what it was.
  scene.plain = options.plain > 0 && random.chance(options.plain);
  scene.staged = options.staged > 0 && random.chance(options.staged);
  draw_format(scene, options, random);
  scene.shots.resize(1);
  const double kind = random.uniform();
  if (options.cuts && kind < 0.1 && !scene.staged)
    draw_cut(scene, random);
  else if (options.camera && kind < 0.35 && !scene.staged)
    draw_camera(scene, random);
  draw_objects(scene, options, random);
  paint_objects(scene, random);
  draw_backgrounds(scene, random);
  if (random.chance(0.65)) scene.noise = random.uniform(0, 6);
  if (random.chance(0.5)) {
    scene.contrast = random.uniform(0.9, 1.03);
    scene.brightness = random.uniform(-6, 8);
  }
  scene.noise_seed = random.bits();
  return scene;
}

}  // namespace vp::scenes
