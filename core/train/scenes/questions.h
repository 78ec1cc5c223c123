#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "train/scenes/scene.h"

namespace vp::scenes {

struct Question {
  std::string question;
  std::string answer;
  std::string type;  ///< one of question_types()
};

/// "color", "shape", "size", "count", "exist", "position", "motion", "turn", "order", "camera", "change" and
/// "description".
const std::vector<std::string>& question_types();

/// What can be asked of the scene, in a choice, phrasings and an order drawn by `seed`: about 10 to 16
/// questions. Over many scenes no answer can be told from the words of its question: attributes are
/// independent of each other, "is there" and "does it turn" are as often answered with yes as with no, and of
/// the common cases (an object that rests, a camera that rests) only as many are asked about as of the
/// others. What is asked is plain in the frames that the model's sampling rule takes.
std::vector<Question> make_questions(const Scene& scene, std::uint64_t seed);

/// The whole clip in one canonical wording: objects from left to right at the start of their shot, with size
/// (unless it changes, by itself or by a zoom), colour, shape and behaviour; then the camera, unless it
/// rests; a cut stands between its two shots. E.g. "A large red circle moves left and a small blue square
/// rests."
std::string describe(const Scene& scene);

}  // namespace vp::scenes
