// exist: as often yes as no, and a no is nearly a yes.
#include <algorithm>
#include <array>

#include "train/scenes/asking.h"

namespace vp::scenes {
namespace {

constexpr int kQuestions = 2;

// An object's words; None where it is not said.
struct Words {
  int size = -1, colour = -1, shape = -1;

  std::string text() const {
    std::string text;
    if (size >= 0) text += name(static_cast<Size>(size)) + std::string(" ");
    if (colour >= 0) text += name(static_cast<Colour>(colour)) + std::string(" ");
    text += shape >= 0 ? name(static_cast<Shape>(shape)) : "object";
    return (text.front() == 'o' ? "an " : "a ") + text;
  }
  bool may_mean(const Object& object) const {
    return (size < 0 || static_cast<int>(object.size) == size) &&
           (colour < 0 || ever_has(object, static_cast<Colour>(colour))) &&
           (shape < 0 || static_cast<int>(object.shape) == shape);
  }
};

enum class Kind { ColourAndShape, ColourAlone, ShapeAlone, SizeAndShape };

Words words_of(const Object& object, Kind kind) {
  const Words all{static_cast<int>(object.size), static_cast<int>(object.colour),
                  static_cast<int>(object.shape)};
  switch (kind) {
    case Kind::ColourAndShape:
      return {-1, all.colour, all.shape};
    case Kind::ColourAlone:
      return {-1, all.colour, -1};
    case Kind::ShapeAlone:
      return {-1, -1, all.shape};
    case Kind::SizeAndShape:
      return {all.size, -1, all.shape};
  }
  return {};
}

// Every way to say this kind of thing.
std::vector<Words> all_words(Kind kind) {
  std::vector<Words> list;
  const bool size = kind == Kind::SizeAndShape;
  const bool colour = kind == Kind::ColourAndShape || kind == Kind::ColourAlone;
  const bool shape = kind != Kind::ColourAlone;
  for (int s = 0; s < (size ? 2 : 1); ++s)
    for (int c = 0; c < (colour ? kColours : 1); ++c)
      for (int f = 0; f < (shape ? kShapes : 1); ++f)
        list.push_back({size ? s : -1, colour ? c : -1, shape ? f : -1});
  return list;
}

// How many of the words fit some object each.
int nearness(const Words& words, const std::vector<Object>& objects) {
  const auto some = [&](const Words& one) {
    return std::any_of(objects.begin(), objects.end(),
                       [&](const Object& object) { return one.may_mean(object); });
  };
  return (words.size >= 0 && some({words.size, -1, -1})) +
         (words.colour >= 0 && some({-1, words.colour, -1})) +
         (words.shape >= 0 && some({-1, -1, words.shape}));
}

// Words that fit no object, most often as near as can be to fitting one; text() is "an object" when all fit.
Words draw_absent(Asking& asking, Kind kind) {
  const std::vector<Object>& objects = asking.scene.objects;
  std::array<std::vector<Words>, 3> by_nearness;
  for (const Words& words : all_words(kind)) {
    const auto fits = [&](const Object& object) { return words.may_mean(object); };
    if (std::none_of(objects.begin(), objects.end(), fits))
      by_nearness[static_cast<std::size_t>(nearness(words, objects))].push_back(words);
  }
  if (!by_nearness[2].empty() && asking.random.chance(0.6)) return asking.random.pick(by_nearness[2]);
  if (!by_nearness[1].empty()) return asking.random.pick(by_nearness[1]);
  return by_nearness[0].empty() ? Words{} : asking.random.pick(by_nearness[0]);
}

bool says_something(const Words& words) {
  return words.size >= 0 || words.colour >= 0 || words.shape >= 0;
}

Words draw_present(Asking& asking, Kind kind) {
  // A recoloured object is and is not a red one.
  std::vector<Object> objects;
  std::copy_if(asking.scene.objects.begin(), asking.scene.objects.end(), std::back_inserter(objects),
               [](const Object& object) { return object.change != Change::Recolour; });
  return objects.empty() ? Words{} : words_of(asking.random.pick(objects), kind);
}

}  // namespace

void ask_exist(Asking& asking) {
  const std::vector<const char*> phrasings{
      "Is there {a}?",           "Is there {a} in the video?",   "Can you see {a}?",
      "Does the clip show {a}?", "Does {a} occur in the video?", "Do you see {a} anywhere?",
      "Is {a} to be seen?"};
  for (int i = 0; i < kQuestions; ++i) {
    const bool yes = asking.random.chance(0.5);
    auto kind = static_cast<Kind>(asking.random.weighted({0.6, 0.1, 0.1, 0.2}));
    if (kind == Kind::SizeAndShape && !asking.references.sizes_hold()) kind = Kind::ColourAndShape;
    const Words words = yes ? draw_present(asking, kind) : draw_absent(asking, kind);
    // Where everything is recoloured there is no yes; then there must be no such no either.
    const bool fair = says_something(words) && says_something(draw_present(asking, kind));
    if (fair) asking.add("exist", phrasings, yes ? "yes" : "no", words.text());
  }
}

}  // namespace vp::scenes
