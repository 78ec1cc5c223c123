#include "train/scenes/motion.h"

#include <algorithm>
#include <cmath>

#include "media/frame_sampling.h"

namespace vp::scenes {
namespace {

double progress(double time, double begin, double end) {
  if (end <= begin) return time >= begin ? 1 : 0;
  return std::clamp((time - begin) / (end - begin), 0.0, 1.0);
}

float mix(float a, float b, double share) {
  return a + (b - a) * static_cast<float>(share);
}

Direction opposite(Direction direction) {
  switch (direction) {
    case Direction::Left:
      return Direction::Right;
    case Direction::Right:
      return Direction::Left;
    case Direction::Up:
      return Direction::Down;
    case Direction::Down:
      return Direction::Up;
    case Direction::None:
      break;
  }
  return Direction::None;
}

Point step(Direction direction, double length) {
  switch (direction) {
    case Direction::Left:
      return {-length, 0};
    case Direction::Right:
      return {length, 0};
    case Direction::Up:
      return {0, -length};
    case Direction::Down:
      return {0, length};
    case Direction::None:
      break;
  }
  return {};
}

// Changes the state by what the object has done so far; `done` is 0 before its behaviour and 1 after it.
void apply_change(const Object& object, double done, ObjectState& state) {
  state.changed = done >= 0.5;
  switch (object.change) {
    case Change::Appear:
      state.opacity = done;
      break;
    case Change::Vanish:
      state.opacity = 1 - done;
      break;
    case Change::Grow:
    case Change::Shrink:
      state.radius *= 1 + (object.growth - 1) * done;
      break;
    case Change::Recolour:
      if (state.changed) state.colour = object.new_colour;
      state.fill = {mix(object.paint.fill.r, object.paint.new_fill.r, done),
                    mix(object.paint.fill.g, object.paint.new_fill.g, done),
                    mix(object.paint.fill.b, object.paint.new_fill.b, done)};
      break;
    case Change::None:
      break;
  }
}

void apply_bounce(const Object& object, double done, bool busy, ObjectState& state) {
  const double sweep = std::min(std::floor(done * object.sweeps), object.sweeps - 1.0);
  const double within = done * object.sweeps - sweep;
  const bool back = static_cast<int>(sweep) % 2 == 1;
  const Point way = step(object.direction, object.travel * (back ? 1 - within : within));
  state.centre = {state.centre.x + way.x, state.centre.y + way.y};
  if (busy) state.motion = back ? opposite(object.direction) : object.direction;
}

}  // namespace

double clip_time(const Scene& scene, std::int64_t frame) {
  return static_cast<double>(frame) / static_cast<double>(std::max<std::int64_t>(scene.frame_count - 1, 1));
}

View view_at(const Scene& scene, double time) {
  const Camera& camera = scene.camera;
  const double done = progress(time, camera.begin, camera.end);
  const Point extent = scene.extent();
  View view;
  switch (camera.motion) {
    case CameraMotion::Rest:
      break;
    case CameraMotion::PanLeft:
      view.origin.x = -camera.distance * done;
      break;
    case CameraMotion::PanRight:
      view.origin.x = camera.distance * done;
      break;
    case CameraMotion::PanUp:
      view.origin.y = -camera.distance * done;
      break;
    case CameraMotion::PanDown:
      view.origin.y = camera.distance * done;
      break;
    case CameraMotion::ZoomIn:
    case CameraMotion::ZoomOut:
      // Equal ratios in equal times look like a steady approach.
      view.scale = std::pow(camera.zoom, camera.motion == CameraMotion::ZoomIn ? done : 1 - done);
      view.origin = {extent.x / 2 * (1 - 1 / view.scale), extent.y / 2 * (1 - 1 / view.scale)};
      break;
  }
  return view;
}

ObjectState state_at(const Scene& scene, const Object& object, std::int64_t frame) {
  const double time = clip_time(scene, frame);
  const double done = progress(time, object.begin, object.end);
  const bool busy = time >= object.begin && time <= object.end;
  ObjectState state;
  state.opacity = 1;
  state.centre = object.centre;
  state.radius = object.radius;
  state.angle = object.angle;
  state.colour = object.colour;
  state.fill = object.paint.fill;
  switch (object.behaviour) {
    case Behaviour::Rest:
      break;
    case Behaviour::Move: {
      const Point way =
          step(object.direction, object.travel * (done + object.acceleration * done * (done - 1)));
      state.centre = {state.centre.x + way.x, state.centre.y + way.y};
      if (busy) state.motion = object.direction;
      break;
    }
    case Behaviour::Turn:
      state.angle += object.turn * done;
      state.turning = busy;
      break;
    case Behaviour::Bounce:
      apply_bounce(object, done, busy, state);
      break;
    case Behaviour::Change:
      apply_change(object, done, state);
      break;
  }
  if (scene.shot_at(frame) != object.shot) state.opacity = 0;
  const View view = view_at(scene, time);
  state.centre = {(state.centre.x - view.origin.x) * view.scale,
                  (state.centre.y - view.origin.y) * view.scale};
  state.radius *= view.scale;
  return state;
}

std::vector<std::int64_t> sampled_frames(const Scene& scene) {
  return media::sample_frame_indices(scene.frame_count, scene.frames_per_second, 8, 4);
}

}  // namespace vp::scenes
