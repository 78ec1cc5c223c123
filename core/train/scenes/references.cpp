#include "train/scenes/references.h"

#include <algorithm>

namespace vp::scenes {
namespace {

bool changes_size(const Object& object) {
  return object.change == Change::Grow || object.change == Change::Shrink;
}

std::string words(std::initializer_list<const char*> list) {
  std::string text = "the";
  for (const char* word : list) text += std::string(" ") + word;
  return text;
}

}  // namespace

bool ever_has(const Object& object, Colour colour) {
  return object.colour == colour || (object.change == Change::Recolour && object.new_colour == colour);
}

References::References(const Scene& scene)
    : scene_(scene),
      sizes_hold_(scene.camera.motion != CameraMotion::ZoomIn &&
                  scene.camera.motion != CameraMotion::ZoomOut &&
                  std::none_of(scene.objects.begin(), scene.objects.end(), changes_size)) {}

template <typename Predicate>
bool References::only(std::size_t candidate, Predicate predicate) const {
  for (std::size_t i = 0; i < scene_.objects.size(); ++i)
    if (predicate(scene_.objects[i]) != (i == candidate)) return false;
  return true;
}

std::string References::full(std::size_t object) const {
  const Object& o = scene_.objects[object];
  return words({name(o.colour), name(o.shape)});
}

std::string References::draw(std::size_t object, Trait hidden, Random& random) const {
  const Object& o = scene_.objects[object];
  const bool colour = hidden != Trait::Colour, shape = hidden != Trait::Shape;
  const bool size = hidden != Trait::Size && sizes_hold_;
  const auto has_colour = [&](const Object& other) { return ever_has(other, o.colour); };
  const auto has_shape = [&](const Object& other) { return other.shape == o.shape; };
  const auto has_size = [&](const Object& other) { return other.size == o.size; };
  std::vector<std::string> found;
  if (scene_.objects.size() == 1) found.push_back("the object");
  if (colour && shape) found.insert(found.end(), 2, full(object));
  if (colour && only(object, has_colour)) found.push_back(words({name(o.colour), "object"}));
  if (shape && only(object, has_shape)) found.push_back(words({name(o.shape)}));
  if (size && only(object, has_size)) found.push_back(words({name(o.size), "object"}));
  if (size && shape && only(object, [&](const Object& p) { return has_size(p) && has_shape(p); }))
    found.push_back(words({name(o.size), name(o.shape)}));
  if (size && colour && only(object, [&](const Object& p) { return has_size(p) && has_colour(p); }))
    found.push_back(words({name(o.size), name(o.colour), "object"}));
  if (hidden != Trait::Behaviour && scene_.camera.motion == CameraMotion::Rest) {
    const auto moves = [](const Object& p) {
      return p.behaviour == Behaviour::Move || p.behaviour == Behaviour::Bounce;
    };
    if (only(object, moves)) found.push_back("the moving object");
    if (o.behaviour == Behaviour::Move && only(object, [&](const Object& p) {
          return p.behaviour == Behaviour::Bounce || (moves(p) && p.direction == o.direction);
        }))
      found.push_back(words({"object that moves", name(o.direction)}));
    if (only(object, [](const Object& p) { return p.behaviour == Behaviour::Turn; }))
      found.push_back("the turning object");
    if (o.change != Change::None && o.change != Change::Recolour &&
        only(object, [&](const Object& p) { return p.change == o.change; }))
      found.push_back(words({"object that", name(o.change)}));
  }
  return found.empty() ? std::string() : random.pick(found);
}

}  // namespace vp::scenes
