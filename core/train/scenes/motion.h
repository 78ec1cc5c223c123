#pragma once

#include <cstdint>
#include <vector>

#include "train/scenes/scene.h"

namespace vp::scenes {

/// What the camera shows: a place in the picture is (place in the scene - origin) * scale, in short sides.
struct View {
  Point origin;
  double scale = 1;

  bool operator==(const View&) const = default;
};

/// An object at one moment, as the camera sees it; lengths in short sides of the picture.
struct ObjectState {
  double opacity = 0;  ///< 0 when it is in another shot, has not appeared or has vanished
  Point centre;
  double radius = 0;
  double angle = 0;  ///< radians, clockwise
  Colour colour = Colour::Red;
  Rgb fill;
  Direction motion = Direction::None;  ///< its own, without the camera's
  bool turning = false;
  bool changed = false;  ///< the change has happened

  bool visible() const { return opacity >= 0.5; }
};

/// How much of the clip has passed at `frame`: 0 at the first frame, 1 at the last.
double clip_time(const Scene& scene, std::int64_t frame);

/// `time` as clip_time gives it.
View view_at(const Scene& scene, double time);
/// Only in its own shot has an object an opacity.
ObjectState state_at(const Scene& scene, const Object& object, std::int64_t frame);

/// The eight frames that the model's sampling rule takes.
std::vector<std::int64_t> sampled_frames(const Scene& scene);

}  // namespace vp::scenes
