#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "train/scenes/motion.h"
#include "train/scenes/questions.h"
#include "train/scenes/references.h"

namespace vp::scenes {

/// Whether a question is about the whole clip, its first frame, or its last.
enum class When { Throughout, AtStart, AtEnd };

/// What the kinds of questions need while they are written. Private to this folder.
struct Asking {
  const Scene& scene;
  References references;
  Random random;
  std::vector<std::int64_t> start_frames;  ///< on which a statement about the start must hold
  std::vector<std::int64_t> end_frames;    ///< on which one about the end must hold
  std::vector<Question> questions;

  Asking(const Scene& scene, std::uint64_t seed);

  /// Adds a question in one of the phrasings, in which {a}, {b} and {t} stand for the words given; the same
  /// question is not added twice.
  void add(const char* type, const std::vector<const char*>& phrasings, const std::string& answer,
           const std::string& a = {}, const std::string& b = {}, When when = When::Throughout);

  const std::vector<std::int64_t>& frames(When when) const {
    return when == When::AtEnd ? end_frames : start_frames;
  }
  /// The objects that are in the picture then.
  std::vector<std::size_t> visible(When when) const;
  /// All objects in an order of chance.
  std::vector<std::size_t> shuffled_objects();
};

// One function a kind or two; each adds what it finds fit to ask.
void ask_looks(Asking& asking);     // color, shape, size
void ask_count(Asking& asking);     // count
void ask_exist(Asking& asking);     // exist
void ask_position(Asking& asking);  // position
void ask_motion(Asking& asking);    // motion, turn
void ask_order(Asking& asking);     // order
void ask_change(Asking& asking);    // camera, change

}  // namespace vp::scenes
