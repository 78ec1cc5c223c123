// color, shape, size, count, exist: what there is.
#include <algorithm>
#include <array>
#include <map>

#include "train/scenes/asking.h"

namespace vp::scenes {
namespace {

constexpr std::size_t kMostOfAKind = 2;
constexpr double kSmallObjectsLeftOut = 0.25;

const std::vector<const char*> kColourPhrasings{
    "What color is {a}{t}?",         "What colour is {a}{t}?",  "What is the color of {a}{t}?",
    "Which color does {a} have{t}?", "Which colour is {a}{t}?", "Tell me the color of {a}{t}.",
    "{a} is of what color{t}?"};
const std::vector<const char*> kShapePhrasings{"What shape is {a}?",         "What is the shape of {a}?",
                                               "Which shape does {a} have?", "What kind of shape is {a}?",
                                               "What form does {a} have?",   "Tell me the shape of {a}."};
const std::vector<const char*> kSizePhrasings{
    "How big is {a}?",   "Is {a} small or large?",   "Is {a} large or small?",
    "What size is {a}?", "What is the size of {a}?", "Which size does {a} have, small or large?",
    "How large is {a}?"};

const char* number_word(std::size_t count) {
  static constexpr std::array kWords{"zero", "one", "two", "three", "four"};
  return kWords.at(count);
}

std::string plural(Shape shape) {
  return std::string(name(shape)) + (shape == Shape::Cross ? "es" : "s");
}

// A recoloured object has a colour only at a time, and is known by its shape.
void ask_changing_colour(Asking& asking, std::size_t index) {
  const Object& object = asking.scene.objects[index];
  const std::string reference = asking.references.draw(index, Trait::Colour, asking.random);
  if (reference.empty()) return;
  const bool at_end = asking.random.chance(0.5);
  asking.add("color", kColourPhrasings, name(at_end ? object.new_colour : object.colour), reference, {},
             at_end ? When::AtEnd : When::AtStart);
}

void ask_colours(Asking& asking) {
  std::size_t asked = 0;
  for (const std::size_t index : asking.shuffled_objects()) {
    const Object& object = asking.scene.objects[index];
    if (object.change == Change::Recolour) {
      ask_changing_colour(asking, index);
      continue;
    }
    const std::string reference = asking.references.draw(index, Trait::Colour, asking.random);
    if (reference.empty()) continue;
    asking.add("color", kColourPhrasings, name(object.colour), reference);
    if (++asked == kMostOfAKind) return;
  }
}

void ask_shapes(Asking& asking) {
  std::size_t asked = 0;
  for (const std::size_t index : asking.shuffled_objects()) {
    const std::string reference = asking.references.draw(index, Trait::Shape, asking.random);
    if (reference.empty()) continue;
    asking.add("shape", kShapePhrasings, name(asking.scene.objects[index].shape), reference);
    if (++asked == kMostOfAKind) return;
  }
}

void ask_sizes(Asking& asking) {
  if (!asking.references.sizes_hold()) return;
  std::size_t asked = 0;
  for (const std::size_t index : asking.shuffled_objects()) {
    // Crowded scenes have more small objects, for which there is room.
    if (asking.scene.objects[index].size == Size::Small && asking.random.chance(kSmallObjectsLeftOut))
      continue;
    const std::string reference = asking.references.draw(index, Trait::Size, asking.random);
    if (reference.empty()) continue;
    asking.add("size", kSizePhrasings, name(asking.scene.objects[index].size), reference);
    if (++asked == kMostOfAKind) return;
  }
}

// What is counted, and how many there are of it.
struct Tally {
  std::string what;
  std::size_t count;
};

std::vector<Tally> tallies(const Asking& asking, When when) {
  std::vector<ObjectState> states;
  std::vector<const Object*> objects;
  for (const std::size_t index : asking.visible(when)) {
    objects.push_back(&asking.scene.objects[index]);
    states.push_back(state_at(asking.scene, *objects.back(), asking.frames(when).back()));
  }
  std::vector<Tally> found;
  const auto count_objects = [&](const auto& predicate) {
    return static_cast<std::size_t>(std::count_if(objects.begin(), objects.end(), predicate));
  };
  for (int i = 0; i < kColours; ++i) {
    const auto colour = static_cast<Colour>(i);
    const auto has = [&](const ObjectState& state) { return state.colour == colour; };
    found.push_back({name(colour) + std::string(" objects"),
                     static_cast<std::size_t>(std::count_if(states.begin(), states.end(), has))});
  }
  for (int i = 0; i < kShapes; ++i) {
    const auto shape = static_cast<Shape>(i);
    found.push_back(
        {plural(shape), count_objects([&](const Object* object) { return object->shape == shape; })});
  }
  if (asking.references.sizes_hold()) {
    for (const Size size : {Size::Small, Size::Large})
      found.push_back({name(size) + std::string(" objects"),
                       count_objects([&](const Object* object) { return object->size == size; })});
  }
  return found;
}

// Whether the same can be counted at any time.
bool steady(const Scene& scene) {
  return !scene.has_cut() &&
         std::none_of(scene.objects.begin(), scene.objects.end(), [](const Object& object) {
           return object.change == Change::Appear || object.change == Change::Vanish ||
                  object.change == Change::Recolour;
         });
}

When draw_time(Asking& asking, bool needed) {
  if (!needed && asking.random.chance(0.7)) return When::Throughout;
  return asking.random.chance(0.5) ? When::AtStart : When::AtEnd;
}

}  // namespace

void ask_looks(Asking& asking) {
  ask_colours(asking);
  ask_shapes(asking);
  ask_sizes(asking);
}

void ask_count(Asking& asking) {
  const std::vector<const char*> phrasings{"How many {a} are there{t}?",
                                           "How many {a} can be seen{t}?",
                                           "How many {a} do you see{t}?",
                                           "How many {a} are in the picture{t}?",
                                           "Count the {a}{t}.",
                                           "What is the number of {a}{t}?",
                                           "How many {a} does the video show{t}?"};
  const bool needs_time = !steady(asking.scene);
  const When total_time = draw_time(asking, needs_time);
  const std::size_t total = asking.visible(total_time).size();
  asking.add("count", phrasings, number_word(total), "objects", {}, total_time);

  const When when = draw_time(asking, needs_time);
  std::map<std::size_t, std::vector<std::string>> by_count;
  for (const Tally& tally : tallies(asking, when)) by_count[tally.count].push_back(tally.what);
  // Zeros and ones are always to be had; the larger, rarer number is asked for where there is one.
  auto chosen = std::prev(by_count.end());
  if (chosen->first < 2 || asking.random.chance(0.4))
    chosen = std::next(by_count.begin(), asking.random.index(by_count.size()));
  asking.add("count", phrasings, number_word(chosen->first), asking.random.pick(chosen->second), {}, when);
}

}  // namespace vp::scenes
