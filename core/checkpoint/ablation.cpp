#include "checkpoint/ablation.h"

namespace vp::checkpoint {

Ablation Ablation::operator|(const Ablation& other) const {
  Ablation both = *this;
  for (const AblationPart& part : kAblationParts)
    both.*part.left_out = this->*part.left_out || other.*part.left_out;
  return both;
}

const AblationPart* find_part(std::string_view name) {
  for (const AblationPart& part : kAblationParts)
    if (part.name == name) return &part;
  return nullptr;
}

std::vector<std::string> names_of(const Ablation& ablation) {
  std::vector<std::string> names;
  for (const AblationPart& part : kAblationParts)
    if (ablation.*part.left_out) names.emplace_back(part.name);
  return names;
}

std::string part_names() {
  std::string names;
  for (const AblationPart& part : kAblationParts) {
    if (!names.empty()) names += ", ";
    names += part.name;
  }
  return names;
}

}  // namespace vp::checkpoint
