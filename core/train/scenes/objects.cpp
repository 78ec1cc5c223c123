#include "train/scenes/objects.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "train/scenes/motion.h"
#include "train/scenes/shapes.h"

namespace vp::scenes {
namespace {

constexpr int kPlacesTried = 40;
/// Moments at which objects are checked to be in the picture and apart; more than the model sees.
constexpr int kMoments = 22;
/// Objects differ by this share of the width at the start of their shot, so that "left to right" is an order.
constexpr double kLeastColumn = 0.07;

bool zooms(const Scene& scene) {
  return scene.camera.motion == CameraMotion::ZoomIn || scene.camera.motion == CameraMotion::ZoomOut;
}

struct Interval {
  double begin, end;
  double length() const { return end - begin; }
};

Interval shot_interval(const Scene& scene, int shot) {
  const double cut = scene.has_cut() ? clip_time(scene, scene.shots[1].first_frame) : 1;
  return shot == 0 ? Interval{0, cut} : Interval{cut, 1};
}

Behaviour draw_behaviour(Shape shape, bool cut, const SceneOptions& options, Random& random) {
  const bool turns = options.turns && shape != Shape::Circle;
  return static_cast<Behaviour>(
      random.weighted({0.22, 0.32, turns ? 0.2 : 0.0, options.bounces && !cut ? 0.12 : 0.0,
                       options.changes && !cut ? 0.22 : 0.0}));
}

void draw_attributes(Object& object, bool zoom, bool plain, Random& random) {
  object.shape = static_cast<Shape>(random.index(kShapes));
  object.colour = plain ? Colour::White : static_cast<Colour>(random.index(kColours));
  // Large ones are the more often given up for want of room.
  object.size = random.chance(0.43) ? Size::Small : Size::Large;
  const bool small = object.size == Size::Small;
  // While the camera zooms every size is seen; then the largest must fit in, and the smallest be seen.
  object.radius = (zoom    ? small ? random.uniform(0.2, 0.24) : random.uniform(0.33, 0.38)
                      : small ? random.uniform(0.21, 0.27)
                           : random.uniform(0.38, 0.48)) /
                  2;
  object.angle = random.chance(0.55) ? 0 : random.uniform(0, 2 * std::numbers::pi);
}

void draw_change(Object& object, bool plain, Random& random) {
  static_assert(static_cast<int>(Change::Recolour) == 5);
  object.change = static_cast<Change>(1 + random.index(plain ? 4 : 5));
  const double middle = random.uniform(0.32, 0.68);
  double duration = random.chance(0.5) ? 0 : random.uniform(0.02, 0.08);
  if (object.change == Change::Grow || object.change == Change::Shrink) {
    const bool grows = object.change == Change::Grow;
    const double factor = random.uniform(1.7, 2.1);
    duration = random.uniform(0.1, 0.3);
    object.size = grows ? Size::Small : Size::Large;
    object.radius = (grows ? random.uniform(0.2, 0.25) : random.uniform(0.38, 0.48)) / 2;
    object.growth = grows ? factor : 1 / factor;
  } else if (object.change == Change::Recolour) {
    const int step = random.integer(1, kColours - 1);
    object.new_colour = static_cast<Colour>((static_cast<int>(object.colour) + step) % kColours);
  }
  object.begin = middle - duration / 2;
  object.end = middle + duration / 2;
}

void draw_details(Object& object, const Interval& shot, bool plain, Random& random) {
  object.begin = shot.begin;
  object.end = shot.end;
  object.direction = static_cast<Direction>(1 + random.index(4));
  switch (object.behaviour) {
    case Behaviour::Rest:
      object.direction = Direction::None;
      break;
    case Behaviour::Move:
      if (random.chance(0.35)) object.begin += random.uniform(0.05, 0.2) * shot.length();
      if (random.chance(0.35)) object.end -= random.uniform(0.05, 0.2) * shot.length();
      if (random.chance(0.35)) object.acceleration = random.uniform(-0.6, 0.6);
      break;
    case Behaviour::Turn: {
      object.direction = Direction::None;
      if (random.chance(0.3)) object.begin += random.uniform(0.05, 0.15) * shot.length();
      // Between two of the eight sampled frames clearly more than nothing and clearly less than half of the
      // angle after which the shape looks the same, so that the way it turns can be seen.
      const double step = symmetry_angle(object.shape) * random.uniform(0.18, 0.4);
      object.turn = step * 7 * (object.end - object.begin) * (random.chance(0.5) ? 1 : -1);
      break;
    }
    case Behaviour::Bounce:
      object.sweeps = random.integer(2, 3);
      break;
    case Behaviour::Change:
      object.direction = Direction::None;
      draw_change(object, plain, random);
      break;
  }
}

// Two objects act one after the other, with a rest between.
void stage(Object& first, Object& second, Random& random) {
  const auto retime = [&](Object& object, bool is_first) {
    if (object.behaviour == Behaviour::Move) {
      object.begin = is_first ? random.uniform(0, 0.08) : random.uniform(0.58, 0.66);
      object.end = is_first ? random.uniform(0.34, 0.42) : random.uniform(0.93, 1);
    } else {
      const double half = std::min((object.end - object.begin) / 2, 0.1);
      const double middle = is_first ? random.uniform(0.3, 0.34) : random.uniform(0.66, 0.7);
      object.begin = middle - half;
      object.end = middle + half;
    }
  };
  retime(first, true);
  retime(second, false);
}

bool acts(const Object& object) {
  return object.behaviour == Behaviour::Move || object.behaviour == Behaviour::Change;
}

// What all objects do together could as well be the camera's doing.
bool looks_like_camera(const std::vector<Object>& objects) {
  if (objects.size() < 2) return false;
  const Object& first = objects.front();
  const bool camera_like = first.behaviour == Behaviour::Move || first.behaviour == Behaviour::Bounce ||
                           first.change == Change::Grow || first.change == Change::Shrink;
  return camera_like && std::all_of(objects.begin(), objects.end(), [&](const Object& object) {
           return object.behaviour == first.behaviour && object.direction == first.direction &&
                  object.change == first.change;
         });
}

bool same_name(const Object& a, const Object& b) {
  const auto has = [](const Object& object, Colour colour) {
    return object.colour == colour || (object.change == Change::Recolour && object.new_colour == colour);
  };
  return a.shape == b.shape && (has(b, a.colour) || (a.change == Change::Recolour && has(b, a.new_colour)));
}

// Draws a place for the object's whole path.
void draw_place(const Scene& scene, Object& object, Random& random) {
  const Point extent = scene.extent();
  const View first = view_at(scene, 0), last = view_at(scene, 1);
  const double margin = object.radius * std::max(object.growth, 1.0) * kShapeBound + 0.01;
  const auto draw = [&](double low, double high) {
    return high > low ? random.uniform(low, high) : (low + high) / 2;
  };
  object.centre = {
      draw(std::max(first.origin.x, last.origin.x) + margin,
           std::min(first.origin.x + extent.x / first.scale, last.origin.x + extent.x / last.scale) - margin),
      draw(
          std::max(first.origin.y, last.origin.y) + margin,
          std::min(first.origin.y + extent.y / first.scale, last.origin.y + extent.y / last.scale) - margin)};
  if (object.direction == Direction::None) return;
  const bool sideways = object.direction == Direction::Left || object.direction == Direction::Right;
  const bool forward = object.direction == Direction::Right || object.direction == Direction::Down;
  const double side = sideways ? extent.x : extent.y;
  object.travel = random.uniform(0.31 * side, std::min(0.65 * side, side - 2 * margin));
  const double low = draw(margin, side - margin - object.travel);
  (sideways ? object.centre.x : object.centre.y) = forward ? low : low + object.travel;
}

std::vector<std::int64_t> moments(const Scene& scene) {
  std::vector<std::int64_t> frames;
  for (int i = 0; i < kMoments; ++i) frames.push_back((scene.frame_count - 1) * i / (kMoments - 1));
  return frames;
}

bool in_picture(const Scene& scene, const Object& object, const std::vector<std::int64_t>& frames) {
  const Point extent = scene.extent();
  return std::all_of(frames.begin(), frames.end(), [&](std::int64_t frame) {
    const ObjectState state = state_at(scene, object, frame);
    const double margin = state.radius * (zooms(scene) ? 0.9 : 1.1);
    return state.opacity == 0 || (state.centre.x >= margin && state.centre.x <= extent.x - margin &&
                                  state.centre.y >= margin && state.centre.y <= extent.y - margin);
  });
}

bool apart(const Scene& scene, const Object& a, const Object& b, const std::vector<std::int64_t>& frames) {
  if (std::abs(a.centre.x - b.centre.x) < kLeastColumn * scene.extent().x) return false;
  return std::all_of(frames.begin(), frames.end(), [&](std::int64_t frame) {
    const ObjectState first = state_at(scene, a, frame), second = state_at(scene, b, frame);
    if (first.opacity == 0 || second.opacity == 0) return true;
    const bool at_rest = first.motion == Direction::None && second.motion == Direction::None;
    const bool at_end = frame == frames.front() || frame == frames.back();
    const double distance = std::hypot(first.centre.x - second.centre.x, first.centre.y - second.centre.y);
    // In passing they may come close.
    return distance >= (first.radius + second.radius) * (at_rest || at_end ? 1.2 : 1.05);
  });
}

bool place(const Scene& scene, std::vector<Object>& objects, Random& random) {
  const std::vector<std::int64_t> frames = moments(scene);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    bool found = false;
    for (int attempt = 0; attempt < kPlacesTried && !found; ++attempt) {
      draw_place(scene, objects[i], random);
      found = in_picture(scene, objects[i], frames);
      for (std::size_t j = 0; j < i && found; ++j) found = apart(scene, objects[i], objects[j], frames);
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace

bool add_objects(Scene& scene, int count, int shot, const SceneOptions& options, Random& random) {
  const Interval interval = shot_interval(scene, shot);
  std::vector<Object> objects(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < objects.size(); ++i) {
    Object& object = objects[i];
    const auto taken = [&](const Object& other) { return same_name(object, other); };
    do {
      object = Object{};
      object.shot = shot;
      draw_attributes(object, zooms(scene), scene.plain, random);
      if (scene.staged && i < 2)
        object.behaviour = options.changes && random.chance(0.5) ? Behaviour::Change : Behaviour::Move;
      else if (scene.camera.motion == CameraMotion::Rest)
        object.behaviour = draw_behaviour(object.shape, scene.has_cut(), options, random);
      draw_details(object, interval, scene.plain, random);
    } while (std::any_of(objects.begin(), objects.begin() + static_cast<std::ptrdiff_t>(i), taken) ||
             std::any_of(scene.objects.begin(), scene.objects.end(), taken));
  }
  if (looks_like_camera(objects)) return false;
  std::vector<std::size_t> acting;
  for (std::size_t i = 0; i < objects.size(); ++i)
    if (acts(objects[i])) acting.push_back(i);
  if (acting.size() >= 2 && !scene.has_cut() && (scene.staged || random.chance(0.7))) {
    random.shuffle(acting);
    stage(objects[acting[0]], objects[acting[1]], random);
  }
  if (!place(scene, objects, random)) return false;
  scene.objects.insert(scene.objects.end(), objects.begin(), objects.end());
  return true;
}

}  // namespace vp::scenes
