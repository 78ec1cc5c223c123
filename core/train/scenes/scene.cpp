#include "train/scenes/scene.h"

#include <cmath>
#include <string>

#include "base/error.h"
#include "train/scenes/random.h"

namespace vp::scenes {
namespace {

constexpr std::uint64_t kTestBit = std::uint64_t{1} << 63;

std::uint64_t hashed(std::uint64_t run_seed, std::uint64_t index) {
  return mix64(mix64(run_seed + 0x9e3779b97f4a7c15ULL) + index);
}

template <std::size_t N, typename Enum>
const char* word(const std::array<const char*, N>& words, Enum value) {
  return words.at(static_cast<std::size_t>(value));
}

[[noreturn]] void refuse(const std::string& sentence) {
  throw base::Error(base::ErrorCode::Usage, base::untranslated(sentence));
}

}  // namespace

const char* name(Shape shape) {
  return word(std::array{"circle", "square", "triangle", "star", "cross"}, shape);
}

const char* name(Colour colour) {
  return word(std::array{"red", "orange", "yellow", "green", "blue", "purple", "white"}, colour);
}

const char* name(Size size) {
  return word(std::array{"small", "large"}, size);
}

const char* name(Direction direction) {
  return word(std::array{"none", "left", "right", "up", "down"}, direction);
}

const char* name(Behaviour behaviour) {
  return word(std::array{"rests", "moves", "turns", "moves to and fro", "changes"}, behaviour);
}

const char* name(Change change) {
  return word(std::array{"does not change", "appears", "vanishes", "grows", "shrinks", "changes colour"},
              change);
}

const char* name(CameraMotion motion) {
  return word(std::array{"rests", "pans left", "pans right", "pans up", "pans down", "zooms in", "zooms out"},
              motion);
}

void SceneOptions::validate() const {
  if (max_objects < 1 || max_objects > 4)
    refuse("max_objects is " + std::to_string(max_objects) + "; a scene has 1 to 4 objects.");
  // The comparisons are false for NaN.
  if (!(plain >= 0 && plain <= 1))
    refuse("plain is " + std::to_string(plain) + "; give the share of plain scenes, 0 to 1.");
  if (!(staged >= 0 && staged <= 1) || (staged > 0 && max_objects < 2))
    refuse("staged is " + std::to_string(staged) + " with max_objects " + std::to_string(max_objects) +
           "; give the share of staged scenes, 0 to 1, and for any at least 2 objects.");
  if (!(min_duration_s >= 1 && min_duration_s <= max_duration_s && max_duration_s <= 60))
    refuse("min_duration_s is " + std::to_string(min_duration_s) + " and max_duration_s " +
           std::to_string(max_duration_s) + "; give 1 to 60 seconds, the smaller first.");
  if (min_long_side < 32 || min_long_side > max_long_side || max_long_side > 4096)
    refuse("min_long_side is " + std::to_string(min_long_side) + " and max_long_side " +
           std::to_string(max_long_side) + "; give 32 to 4096 pixels, the smaller first.");
  if (width == 0 && height == 0) return;
  const auto usable = [](int side) { return side >= 32 && side <= 4096 && side % 2 == 0; };
  if (!usable(width) || !usable(height) || std::max(width, height) > 2 * std::min(width, height))
    refuse("Clips of " + std::to_string(width) + " x " + std::to_string(height) +
           " pixels cannot be drawn; give even numbers from 32 to 4096, one at most twice the other.");
}

std::uint64_t training_seed(std::uint64_t run_seed, std::uint64_t index) {
  return hashed(run_seed, index) & ~kTestBit;
}

std::uint64_t test_seed(std::uint64_t run_seed, std::uint64_t index) {
  return hashed(run_seed, index) | kTestBit;
}

}  // namespace vp::scenes
