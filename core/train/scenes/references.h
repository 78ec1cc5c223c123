#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "train/scenes/random.h"
#include "train/scenes/scene.h"

namespace vp::scenes {

/// What a reference tells of its object: it must not be what is asked for.
enum class Trait { None, Colour, Shape, Size, Behaviour };

/// How the objects of a scene can be named so that only one is meant, in any of its shots.
class References {
 public:
  explicit References(const Scene& scene);

  /// "the red circle": no two objects share colour and shape.
  std::string full(std::size_t object) const;
  /// One of the unique references that do not tell `hidden`, e.g. "the circle", "the small object", "the
  /// object that moves left"; empty when there is none.
  std::string draw(std::size_t object, Trait hidden, Random& random) const;
  /// Whether "small" and "large" mean the same in the whole clip: no zoom, nothing grows or shrinks.
  bool sizes_hold() const { return sizes_hold_; }

 private:
  /// Whether `candidate` alone satisfies it.
  template <typename Predicate>
  bool only(std::size_t candidate, Predicate predicate) const;

  const Scene& scene_;
  bool sizes_hold_;
};

/// Whether the object has this colour at any time.
bool ever_has(const Object& object, Colour colour);

}  // namespace vp::scenes
