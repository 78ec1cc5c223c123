#include "train/scenes/shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vp::scenes {
namespace {

// Radii are chosen so that shapes of one radius look about equally large.
constexpr float kSquareHalf = 0.88f;
constexpr float kTriangleTop = 1.1f;
constexpr float kTriangleBase = 0.62f;
constexpr float kStarRadius = 1.2f;
constexpr float kCrossHalf = 1.05f;

struct Vector {
  float x, y;
};

float length(float x, float y) {
  return std::sqrt(x * x + y * y);
}

// Distance to the line segment from a to b.
float segment_distance(Vector p, Vector a, Vector b) {
  const float px = p.x - a.x, py = p.y - a.y, bx = b.x - a.x, by = b.y - a.y;
  const float t = std::clamp((px * bx + py * by) / (bx * bx + by * by), 0.0f, 1.0f);
  return length(px - bx * t, py - by * t);
}

// > 0 on the right-hand side of the way from a to b, in coordinates with y down.
float side_of(Vector p, Vector a, Vector b) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

float box(float half_width, float half_height, float x, float y) {
  const float qx = std::abs(x) - half_width, qy = std::abs(y) - half_height;
  return length(std::max(qx, 0.0f), std::max(qy, 0.0f)) + std::min(std::max(qx, qy), 0.0f);
}

float triangle(float half_base, float x, float y) {
  const Vector p{std::abs(x), y}, top{0, -kTriangleTop}, corner{half_base, kTriangleBase},
      foot{0, kTriangleBase};
  const float distance = std::min(segment_distance(p, top, corner), segment_distance(p, corner, foot));
  const bool inside = side_of(p, top, corner) > 0 && y < kTriangleBase;
  return inside ? -distance : distance;
}

// Mirrors p to the near side of a line through the origin; `beyond` is the unit normal towards the far side.
Vector fold(Vector p, Vector beyond) {
  const float depth = std::max(p.x * beyond.x + p.y * beyond.y, 0.0f);
  return {p.x - 2 * depth * beyond.x, p.y - 2 * depth * beyond.y};
}

// The star is ten halves of points, mirror images of each other; each place is mirrored into the half to the
// right of the top, over the lines at 108, 72 and 36 degrees from it.
float star(float inner_ratio, float x, float y) {
  constexpr Vector k36{0.80901699f, 0.58778525f}, k72{0.30901699f, 0.95105652f},
      k108{-0.30901699f, 0.95105652f};
  const Vector p = fold(fold(fold({std::abs(x), y}, k108), k72), k36);
  const float inner = kStarRadius * inner_ratio;
  const Vector tip{0, -kStarRadius}, notch{inner * k36.y, -inner * k36.x};
  const float distance = segment_distance(p, tip, notch);
  return side_of(p, tip, notch) > 0 ? -distance : distance;
}

float cross(float half_arm, float x, float y) {
  x = std::abs(x);
  y = std::abs(y);
  if (y > x) std::swap(x, y);
  if (x > kCrossHalf || y > half_arm)
    return length(std::max(x - kCrossHalf, 0.0f), std::max(y - half_arm, 0.0f));
  const float to_side = length(std::max(half_arm - x, 0.0f), half_arm - y);
  return -std::min(kCrossHalf - x, to_side);
}

}  // namespace

float signed_distance(Shape shape, float proportion, float x, float y) {
  switch (shape) {
    case Shape::Circle:
      return length(x, y) - 1;
    case Shape::Square:
      return box(kSquareHalf, kSquareHalf, x, y);
    case Shape::Triangle:
      return triangle(proportion, x, y);
    case Shape::Star:
      return star(proportion, x, y);
    case Shape::Cross:
      return cross(proportion, x, y);
  }
  return 1;
}

double symmetry_angle(Shape shape) {
  switch (shape) {
    case Shape::Circle:
      return 0;
    case Shape::Square:
    case Shape::Cross:
      return std::numbers::pi / 2;
    case Shape::Triangle:
      return std::numbers::pi * 2 / 3;
    case Shape::Star:
      return std::numbers::pi * 2 / 5;
  }
  return 0;
}

}  // namespace vp::scenes
