// position: where an object is, in the picture or as seen from another.
#include <algorithm>
#include <cmath>

#include "train/scenes/asking.h"

namespace vp::scenes {
namespace {

/// What is less than this share of the side apart is neither left nor right.
constexpr double kClearShare = 0.15;
/// "Left or above?" is asked only where one of them is this many times as far.
constexpr double kDominance = 1.8;

// A displacement, as shares of the picture's sides and in short sides.
struct Offset {
  double share_x, share_y;
  double x, y;

  bool clearly_sideways() const { return std::abs(share_x) >= kClearShare; }
  bool clearly_upright() const { return std::abs(share_y) >= kClearShare; }
  bool mostly_sideways() const { return clearly_sideways() && std::abs(x) > kDominance * std::abs(y); }
  bool mostly_upright() const { return clearly_upright() && std::abs(y) > kDominance * std::abs(x); }
};

Offset offset(const Scene& scene, Point from, Point to) {
  const Point extent = scene.extent();
  return {(to.x - from.x) / extent.x, (to.y - from.y) / extent.y, to.x - from.x, to.y - from.y};
}

const char* sideways(double x) {
  return x < 0 ? "left" : "right";
}
const char* upright(double y) {
  return y < 0 ? "above" : "below";
}
const char* half(double y) {
  return y < 0 ? "top" : "bottom";
}

Point centre(const Asking& asking, std::size_t object, std::int64_t frame) {
  return state_at(asking.scene, asking.scene.objects[object], frame).centre;
}

// The smaller of the displacements in the frames that count, or nothing clear when they disagree.
Offset least(const Offset& a, const Offset& b) {
  const auto smaller = [](double first, double second) {
    if (first * second <= 0) return 0.0;
    return std::abs(first) < std::abs(second) ? first : second;
  };
  Offset result{smaller(a.share_x, b.share_x), smaller(a.share_y, b.share_y), smaller(a.x, b.x),
                smaller(a.y, b.y)};
  // An axis dominates only when it does in both; of equal parts neither does.
  if (a.mostly_sideways() != b.mostly_sideways() || a.mostly_upright() != b.mostly_upright())
    result.x = result.y = 0;
  return result;
}

template <typename At>
Offset in_frames(const std::vector<std::int64_t>& frames, At at) {
  Offset result = at(frames.front());
  for (const std::int64_t frame : frames) result = least(result, at(frame));
  return result;
}

bool stays(const Scene& scene, const Object& object) {
  return !scene.has_cut() && object.behaviour != Behaviour::Move && object.behaviour != Behaviour::Bounce;
}

void ask_relation(Asking& asking, std::size_t a, std::size_t b, When when, bool say_when) {
  const Offset off = in_frames(asking.frames(when), [&](std::int64_t frame) {
    return offset(asking.scene, centre(asking, b, frame), centre(asking, a, frame));
  });
  const std::string first = asking.references.draw(a, Trait::None, asking.random);
  const std::string second = asking.references.draw(b, Trait::None, asking.random);
  const When said = say_when ? when : When::Throughout;
  if ((off.mostly_sideways() || off.mostly_upright()) && asking.random.chance(0.5)) {
    asking.add("position",
               {"Where is {a} relative to {b}{t}?", "Where is {a} as seen from {b}{t}?",
                "On which side of {b} is {a}{t}?", "Where does {a} lie relative to {b}{t}?",
                "What is the position of {a} relative to {b}{t}?",
                "Is {a} left of, right of, above or below {b}{t}?"},
               off.mostly_sideways() ? sideways(off.share_x) : upright(off.share_y), first, second, said);
  } else if (off.clearly_sideways() && (!off.clearly_upright() || asking.random.chance(0.5))) {
    asking.add(
        "position",
        {"Is {a} left or right of {b}{t}?", "Is {a} to the right or to the left of {b}{t}?",
         "Is {a} to the left or to the right of {b}{t}?", "Left or right: where is {a} relative to {b}{t}?",
         "Does {a} lie to the left or to the right of {b}{t}?", "Is {a} right or left of {b}{t}?"},
        sideways(off.share_x), first, second, said);
  } else if (off.clearly_upright()) {
    asking.add(
        "position",
        {"Is {a} above or below {b}{t}?", "Is {a} below or above {b}{t}?",
         "Above or below: where is {a} relative to {b}{t}?", "Does {a} lie above or below {b}{t}?",
         "Is {a} higher or lower than {b}{t}, above or below?", "Can {a} be seen above or below {b}{t}?"},
        upright(off.share_y), first, second, said);
  }
}

void ask_half(Asking& asking, std::size_t object, When when, bool say_when) {
  const Point extent = asking.scene.extent();
  const Offset off = in_frames(asking.frames(when), [&](std::int64_t frame) {
    return offset(asking.scene, {extent.x / 2, extent.y / 2}, centre(asking, object, frame));
  });
  const std::string reference = asking.references.draw(object, Trait::None, asking.random);
  const When said = say_when ? when : When::Throughout;
  if (off.clearly_sideways() && (!off.clearly_upright() || asking.random.chance(0.5))) {
    asking.add(
        "position",
        {"Is {a} in the left or the right half of the picture{t}?",
         "Is {a} in the right or the left half of the picture{t}?",
         "In which half of the picture is {a}{t}, left or right?", "Is {a} on the left or on the right{t}?",
         "Is {a} on the right or left side of the picture{t}?",
         "On which side of the picture is {a}{t}, right or left?"},
        sideways(off.share_x), reference, {}, said);
  } else if (off.clearly_upright()) {
    asking.add(
        "position",
        {"Is {a} in the top or the bottom half of the picture{t}?",
         "Is {a} in the bottom or the top half of the picture{t}?",
         "In which half of the picture is {a}{t}, top or bottom?", "Is {a} at the top or at the bottom{t}?",
         "Is {a} near the bottom or the top of the picture{t}?",
         "In which part of the picture is {a}{t}, bottom or top?"},
        half(off.share_y), reference, {}, said);
  }
}

}  // namespace

void ask_position(Asking& asking) {
  const When when = asking.random.chance(0.5) ? When::AtStart : When::AtEnd;
  std::vector<std::size_t> seen = asking.visible(when);
  asking.random.shuffle(seen);
  const bool camera_rests = asking.scene.camera.motion == CameraMotion::Rest;
  const auto fixed = [&](std::size_t object) {
    const std::vector<std::size_t> early = asking.visible(When::AtStart), late = asking.visible(When::AtEnd);
    const auto in = [&](const std::vector<std::size_t>& list) {
      return std::find(list.begin(), list.end(), object) != list.end();
    };
    return stays(asking.scene, asking.scene.objects[object]) && in(early) && in(late);
  };
  if (seen.size() >= 2) {
    const bool say_when = !(fixed(seen[0]) && fixed(seen[1])) || asking.random.chance(0.3);
    ask_relation(asking, seen[0], seen[1], when, say_when);
  }
  if (!seen.empty()) {
    const bool say_when = !(fixed(seen.back()) && camera_rests) || asking.random.chance(0.3);
    ask_half(asking, seen.back(), when, say_when);
  }
}

}  // namespace vp::scenes
