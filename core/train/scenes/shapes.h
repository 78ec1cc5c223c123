#pragma once

#include "train/scenes/scene.h"

namespace vp::scenes {

/// No shape of radius 1 has a point farther from its centre than this.
inline constexpr double kShapeBound = 1.25;

/// Signed distance from (x, y) to the outline of the shape with radius 1 around the origin, upright, y down:
/// negative inside. `proportion` as in Paint.
float signed_distance(Shape shape, float proportion, float x, float y);

/// Turned by this angle (radians) a shape looks the same; 0 for a circle.
double symmetry_angle(Shape shape);

}  // namespace vp::scenes
