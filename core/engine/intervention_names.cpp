#include <algorithm>
#include <cstddef>

#include "engine/interventions.h"

namespace vp::engine {
namespace {

constexpr const char* kReversed = "reversed";
constexpr const char* kShuffled = "shuffled";

}  // namespace

std::string name_of(const Intervention& intervention) {
  std::string name;
  const auto add = [&](const std::string& part) { name += (name.empty() ? "" : "+") + part; };
  for (const std::string& part : checkpoint::names_of(intervention.without)) add(part);
  if (intervention.order == FrameOrder::Reversed) add(kReversed);
  if (intervention.order == FrameOrder::Shuffled) add(kShuffled);
  return name;
}

std::optional<Intervention> intervention_of(const std::string& name) {
  Intervention intervention;
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find('+', start), name.size());
    const std::string part = name.substr(start, end - start);
    const checkpoint::AblationPart* known = checkpoint::find_part(part);
    if (known != nullptr)
      intervention.without.*known->left_out = true;
    else if (part == kReversed)
      intervention.order = FrameOrder::Reversed;
    else if (part == kShuffled)
      intervention.order = FrameOrder::Shuffled;
    else
      return std::nullopt;
    start = end + 1;
  }
  return intervention;
}

std::vector<Intervention> all_interventions(const checkpoint::ModelConfig& model) {
  std::vector<Intervention> all;
  for (const checkpoint::AblationPart& part : checkpoint::kAblationParts) {
    if (model.vision.ablation.*part.left_out) continue;
    all.emplace_back();
    all.back().without.*part.left_out = true;
  }
  for (const FrameOrder order : {FrameOrder::Reversed, FrameOrder::Shuffled}) {
    all.emplace_back();
    all.back().order = order;
  }
  return all;
}

double ScoredAnswer::log_probability() const {
  double sum = 0;
  for (const AnswerToken& token : tokens) sum += token.log_probability;
  return sum;
}

}  // namespace vp::engine
