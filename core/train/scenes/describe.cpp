#include <algorithm>
#include <string>
#include <vector>

#include "train/scenes/questions.h"
#include "train/scenes/references.h"

namespace vp::scenes {
namespace {

std::string deed(const Object& object) {
  switch (object.behaviour) {
    case Behaviour::Move:
      return std::string("moves ") + name(object.direction);
    case Behaviour::Change:
      return object.change == Change::Recolour ? std::string("turns ") + name(object.new_colour)
                                               : name(object.change);
    case Behaviour::Rest:
    case Behaviour::Turn:
    case Behaviour::Bounce:
      break;
  }
  return name(object.behaviour);
}

std::string clause(const Object& object, bool zooms) {
  std::string text;
  if (!zooms && object.change != Change::Grow && object.change != Change::Shrink)
    text += name(object.size) + std::string(" ");
  text += name(object.colour);
  const bool vowel = text.front() == 'o';  // orange
  return (vowel ? "an " : "a ") + text + " " + name(object.shape) + " " + deed(object);
}

std::string clauses(const Scene& scene, int shot) {
  const bool zooms =
      scene.camera.motion == CameraMotion::ZoomIn || scene.camera.motion == CameraMotion::ZoomOut;
  std::vector<Object> objects;
  std::copy_if(scene.objects.begin(), scene.objects.end(), std::back_inserter(objects),
               [&](const Object& object) { return object.shot == shot; });
  std::sort(objects.begin(), objects.end(),
            [](const Object& a, const Object& b) { return a.centre.x < b.centre.x; });
  std::string text;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (i > 0) text += i + 1 == objects.size() ? " and " : ", ";
    text += clause(objects[i], zooms);
  }
  return text;
}

}  // namespace

std::string describe(const Scene& scene) {
  std::string text = clauses(scene, 0);
  text.front() = 'A';
  if (scene.has_cut()) text += ", then after a cut " + clauses(scene, 1);
  if (scene.camera.motion != CameraMotion::Rest)
    text += ", the camera " + std::string(name(scene.camera.motion));
  return text + ".";
}

}  // namespace vp::scenes
