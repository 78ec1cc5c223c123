#pragma once

#include <cstdint>
#include <vector>

#include "train/scenes/scene.h"

namespace vp::scenes {

/// What a cell of a grid over the picture holds at one frame.
struct PatchTruth {
  float coverage = 0;  ///< 0..1: the share of the cell that shows the object, which shows most of all objects
  int object = -1;     ///< index in Scene::objects; -1: none, and what follows means nothing
  Colour colour = Colour::Red;  ///< now
  Shape shape = Shape::Circle;
  Size size = Size::Small;             ///< at the start
  Direction motion = Direction::None;  ///< now, without the camera's
  bool turning = false;
  Change change = Change::None;  ///< in the whole clip
  bool changed = false;          ///< it has happened
  float dx = 0;                  ///< from the cell's centre to the object's, in radii of the object
  float dy = 0;
  float x = 0;  ///< of the object's centre, as shares of the picture's sides
  float y = 0;
};

struct FrameTruth {
  std::vector<PatchTruth> patches;           ///< rows * columns, row by row
  CameraMotion camera = CameraMotion::Rest;  ///< in the whole clip
  int shot = 0;                              ///< 0, or 1 after a cut
};

FrameTruth patch_truth(const Scene& scene, std::int64_t frame, int rows, int columns);

}  // namespace vp::scenes
