#pragma once

#include <vector>

#include "train/scenes/random.h"
#include "train/scenes/scene.h"

namespace vp::scenes {

/// Draws `count` objects of shot `shot` into the scene: attributes, behaviours and places. False when no
/// place was found for one of them; the scene's objects are then as before.
bool add_objects(Scene& scene, int count, int shot, const SceneOptions& options, Random& random);

/// Draws how the objects of a scene are painted; half of the scenes have one style for all.
void paint_objects(Scene& scene, Random& random);

}  // namespace vp::scenes
