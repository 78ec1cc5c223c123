#include "train/scenes/chance.h"

namespace vp::scenes {

std::map<std::string, Chance> chance(const std::vector<Question>& questions) {
  std::map<std::string, std::map<std::string, std::size_t>> answers;
  for (const Question& question : questions) ++answers[question.type][question.answer];
  std::map<std::string, Chance> result;
  for (const auto& [type, counts] : answers) {
    Chance& chance = result[type];
    std::size_t most = 0;
    for (const auto& [answer, count] : counts) {
      chance.questions += count;
      if (count <= most) continue;
      most = count;
      chance.commonest_answer = answer;
    }
    chance.accuracy = static_cast<double>(most) / static_cast<double>(chance.questions);
  }
  return result;
}

}  // namespace vp::scenes
