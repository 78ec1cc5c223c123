// motion, turn, order, camera, change: what happens.
#include <algorithm>

#include "train/scenes/asking.h"

namespace vp::scenes {
namespace {

// Of what is common only so many are asked about that all answers come about equally often. Measured on
// scenes with default options.
constexpr double kRestingAsked = 0.31;
constexpr double kBouncingAsked = 0.85;
constexpr double kNotTurningAsked = 0.28;
constexpr double kRestingCameraAsked = 0.13;
constexpr double kUnchangedAsked = 0.1;
constexpr double kCutAsked = 0.8;
constexpr double kQuietSceneAsked = 0.75;

/// Two events are in an order when one is over before the other begins and this share of the clip lies
/// between their beginnings.
constexpr double kLeastSeparation = 0.25;

bool camera_rests(const Scene& scene) {
  return scene.camera.motion == CameraMotion::Rest;
}

void ask_direction(Asking& asking, std::size_t index) {
  const Object& object = asking.scene.objects[index];
  std::string answer;
  double asked = 1;
  switch (object.behaviour) {
    case Behaviour::Rest:
      answer = "it does not move";
      asked = kRestingAsked;
      break;
    case Behaviour::Move:
      answer = name(object.direction);
      break;
    case Behaviour::Bounce:
      answer = "to and fro";
      asked = kBouncingAsked;
      break;
    case Behaviour::Turn:
    case Behaviour::Change:
      return;  // whether that is a motion could be argued about
  }
  const std::string reference = asking.references.draw(index, Trait::Behaviour, asking.random);
  if (asking.random.chance(asked) && !reference.empty())
    asking.add("motion",
               {"Which way does {a} move?", "In which direction does {a} move?", "Where does {a} go?",
                "How does {a} move?", "What is the direction of motion of {a}?",
                "In what direction is {a} moving?", "Which direction does {a} go?"},
               answer, reference);
}

void ask_turn(Asking& asking, std::size_t index) {
  const Object& object = asking.scene.objects[index];
  if (object.shape == Shape::Circle) return;  // nobody could see it
  const bool turns = object.behaviour == Behaviour::Turn;
  const std::string reference = asking.references.draw(index, Trait::Behaviour, asking.random);
  if (reference.empty() || !(turns || asking.random.chance(kNotTurningAsked))) return;
  asking.add("turn",
             {"Does {a} turn?", "Does {a} rotate?", "Is {a} turning?", "Is {a} rotating?", "Does {a} spin?",
              "Is {a} turning around itself?", "Does {a} revolve in place?"},
             turns ? "yes" : "no", reference);
}

std::string event(const Asking& asking, std::size_t index) {
  const Object& object = asking.scene.objects[index];
  return asking.references.full(index) + " " +
         (object.behaviour == Behaviour::Move ? "moves" : name(object.change));
}

bool precedes(const Object& a, const Object& b) {
  return a.end <= b.begin && b.begin - a.begin >= kLeastSeparation;
}

// One of the two is named in the question: which one acts before or after it?
void ask_neighbour(Asking& asking, std::size_t first, std::size_t second) {
  const bool after = asking.random.chance(0.5);
  const std::vector<const char*> later{"Which object acts after {a}?",
                                       "After {a}, which object acts?",
                                       "What is the next object to act after {a}?",
                                       "Which object does something after {a}?",
                                       "Once {a}, which object acts then?",
                                       "Which object acts later, after {a}?"};
  const std::vector<const char*> earlier{"Which object acts before {a}?",
                                         "Before {a}, which object acts?",
                                         "What is the last object to act before {a}?",
                                         "Which object does something before {a}?",
                                         "Until {a}, which object acts?",
                                         "Which object acts earlier, before {a}?"};
  asking.add("order", after ? later : earlier, asking.references.full(after ? second : first),
             event(asking, after ? first : second));
}

// Both are named in the question, in an order of chance.
void ask_which(Asking& asking, std::size_t first, std::size_t second) {
  std::string a = event(asking, first), b = event(asking, second);
  if (asking.random.chance(0.5)) std::swap(a, b);
  if (asking.random.chance(0.65)) {
    asking.add("order",
               {"What happens first, {a} or {b}?", "Which happens first: {a} or {b}?",
                "What comes first, {a} or {b}?", "Which is earlier, {a} or {b}?",
                "Does it happen first that {a} or that {b}?", "What happens earlier: {a} or {b}?"},
               asking.references.full(first), a, b);
  } else {
    asking.add("order",
               {"What happens last, {a} or {b}?", "Which happens last: {a} or {b}?",
                "What comes second, {a} or {b}?", "Which is later, {a} or {b}?",
                "What happens afterwards: {a} or {b}?", "What happens later, {a} or {b}?"},
               asking.references.full(second), a, b);
  }
}

void ask_camera(Asking& asking) {
  // Two shots have no common answer.
  if (asking.scene.has_cut()) return;
  if (camera_rests(asking.scene) && !asking.random.chance(kRestingCameraAsked)) return;
  asking.add("camera",
             {"What does the camera do?", "How does the camera move?", "Does the camera move, and how?",
              "What is the camera doing?", "Describe the motion of the camera.",
              "Which way does the camera move?", "Does the camera rest, pan or zoom?"},
             std::string("it ") + name(asking.scene.camera.motion));
}

void ask_object_change(Asking& asking, std::size_t index) {
  const Object& object = asking.scene.objects[index];
  const bool rests = object.behaviour == Behaviour::Rest;
  if (!rests && object.behaviour != Behaviour::Change) return;
  if (rests && (!camera_rests(asking.scene) || !asking.random.chance(kUnchangedAsked))) return;
  const std::string reference = asking.references.draw(index, Trait::Behaviour, asking.random);
  if (reference.empty()) return;
  const std::string answer = rests ? "nothing changes"
                             : object.change == Change::Recolour
                                 ? std::string("it turns ") + name(object.new_colour)
                                 : std::string("it ") + name(object.change);
  asking.add("change",
             {"What happens to {a}?", "How does {a} change?", "What change does {a} undergo?",
              "In what way does {a} change?", "What becomes of {a}?", "What changes about {a}?"},
             answer, reference);
}

void ask_scene_change(Asking& asking) {
  const Scene& scene = asking.scene;
  const bool quiet = camera_rests(scene) &&
                     std::all_of(scene.objects.begin(), scene.objects.end(),
                                 [](const Object& object) { return object.behaviour == Behaviour::Rest; });
  if (!scene.has_cut() && !quiet) return;
  if (!asking.random.chance(scene.has_cut() ? kCutAsked : kQuietSceneAsked)) return;
  asking.add("change",
             {"How does the scene change?", "What happens to the scene?",
              "How does the whole picture change?", "What changes in the scene?",
              "What happens to the scene as a whole?", "In what way does the scene change?"},
             scene.has_cut() ? "the scene cuts to another one" : "nothing changes");
}

}  // namespace

void ask_motion(Asking& asking) {
  if (camera_rests(asking.scene)) {
    std::size_t asked = 0;
    for (const std::size_t index : asking.shuffled_objects()) {
      const std::size_t before = asking.questions.size();
      ask_direction(asking, index);
      if (asking.questions.size() > before && ++asked == 2) break;
    }
    for (const std::size_t index : asking.shuffled_objects()) ask_turn(asking, index);
  }
}

void ask_order(Asking& asking) {
  const std::vector<Object>& objects = asking.scene.objects;
  std::vector<std::size_t> acting;
  bool others_rest = true;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i].behaviour == Behaviour::Move || objects[i].behaviour == Behaviour::Change)
      acting.push_back(i);
    else if (objects[i].behaviour != Behaviour::Rest)
      others_rest = false;
  }
  for (const std::size_t first : acting) {
    for (const std::size_t second : acting) {
      if (asking.scene.has_cut() || !precedes(objects[first], objects[second])) continue;
      if (others_rest && acting.size() == 2 && asking.random.chance(0.35))
        ask_neighbour(asking, first, second);
      ask_which(asking, first, second);
    }
  }
}

void ask_change(Asking& asking) {
  ask_camera(asking);
  for (const std::size_t index : asking.shuffled_objects()) ask_object_change(asking, index);
  ask_scene_change(asking);
}

}  // namespace vp::scenes
