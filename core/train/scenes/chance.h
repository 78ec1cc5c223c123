#pragma once

#include <map>
#include <string>
#include <vector>

#include "train/scenes/questions.h"

namespace vp::scenes {

/// How well answers can be guessed without looking.
struct Chance {
  std::size_t questions = 0;
  std::string commonest_answer;  ///< the first in the alphabet of several
  double accuracy = 0;           ///< 0..1, of always giving it
};

/// Of each type among `questions`.
std::map<std::string, Chance> chance(const std::vector<Question>& questions);

}  // namespace vp::scenes
