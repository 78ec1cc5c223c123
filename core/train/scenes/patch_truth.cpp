#include "train/scenes/patch_truth.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "train/scenes/motion.h"
#include "train/scenes/shapes.h"

namespace vp::scenes {
namespace {

constexpr int kSamples = 4;  // along each side of a cell

bool contains(const Object& object, const ObjectState& state, Point place) {
  const double dx = (place.x - state.centre.x) / state.radius, dy = (place.y - state.centre.y) / state.radius;
  if (dx * dx + dy * dy > kShapeBound * kShapeBound) return false;
  const double cosine = std::cos(state.angle), sine = std::sin(state.angle);
  return signed_distance(object.shape, object.paint.proportion, static_cast<float>(cosine * dx + sine * dy),
                         static_cast<float>(cosine * dy - sine * dx)) <= 0;
}

PatchTruth truth_of(const Object& object, const ObjectState& state, Point cell_centre, Point extent) {
  PatchTruth truth;
  truth.colour = state.colour;
  truth.shape = object.shape;
  truth.size = object.size;
  truth.motion = state.motion;
  truth.turning = state.turning;
  truth.change = object.change;
  truth.changed = state.changed;
  truth.dx = static_cast<float>((state.centre.x - cell_centre.x) / state.radius);
  truth.dy = static_cast<float>((state.centre.y - cell_centre.y) / state.radius);
  truth.x = static_cast<float>(state.centre.x / extent.x);
  truth.y = static_cast<float>(state.centre.y / extent.y);
  return truth;
}

}  // namespace

FrameTruth patch_truth(const Scene& scene, std::int64_t frame, int rows, int columns) {
  assert(rows > 0 && columns > 0);
  std::vector<ObjectState> states;
  for (const Object& object : scene.objects) states.push_back(state_at(scene, object, frame));
  const Point extent = scene.extent();
  const Point cell{extent.x / columns, extent.y / rows};
  FrameTruth truth;
  truth.camera = scene.camera.motion;
  truth.shot = scene.shot_at(frame);
  truth.patches.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  std::vector<int> hits(states.size());
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      std::fill(hits.begin(), hits.end(), 0);
      for (int sample = 0; sample < kSamples * kSamples; ++sample) {
        const Point place{(column + (sample % kSamples + 0.5) / kSamples) * cell.x,
                          (row + (sample / kSamples + 0.5) / kSamples) * cell.y};
        // The last one painted is on top.
        for (std::size_t i = states.size(); i-- > 0;) {
          if (states[i].visible() && contains(scene.objects[i], states[i], place)) {
            ++hits[i];
            break;
          }
        }
      }
      const auto most = std::max_element(hits.begin(), hits.end());
      if (most == hits.end() || *most == 0) continue;
      const auto index = static_cast<std::size_t>(most - hits.begin());
      PatchTruth& patch = truth.patches[static_cast<std::size_t>(row) * columns + column];
      patch = truth_of(scene.objects[index], states[index], {(column + 0.5) * cell.x, (row + 0.5) * cell.y},
                       extent);
      patch.object = static_cast<int>(index);
      patch.coverage = static_cast<float>(*most) / (kSamples * kSamples);
    }
  }
  return truth;
}

}  // namespace vp::scenes
