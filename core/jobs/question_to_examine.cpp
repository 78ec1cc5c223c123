#include "jobs/question_to_examine.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/error.h"
#include "base/message_text.h"

namespace vp::jobs {
namespace {

constexpr const char* kAll = "all";

engine::Intervention parsed(const std::string& name, std::uint64_t seed) {
  std::optional<engine::Intervention> intervention = engine::intervention_of(name);
  if (!intervention)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("\"%1\" cannot be switched off; fsra, gstra, lste, row, lsd, several "
                                    "joined by +, or all were expected.",
                                    base::for_message(name, 80)));
  intervention->seed = seed;
  return *intervention;
}

}  // namespace

engine::ExaminedQuestion question_to_examine(const std::vector<engine::Turn>& turns,
                                             const std::string& question, const engine::AskOptions& options) {
  engine::ExaminedQuestion scored{{}, question, options, {}};
  for (std::size_t i = turns.size(); i-- > 0;) {
    // An answer that is known as text only has no tokens to look into.
    if (turns[i].question != question || (turns[i].token_ids.empty() && !turns[i].answer.empty())) continue;
    const auto out =
        std::clamp<std::int64_t>(turns[i].options.left_out_turns, 0, static_cast<std::int64_t>(i));
    scored.earlier.assign(turns.begin() + out, turns.begin() + static_cast<std::ptrdiff_t>(i));
    scored.options = turns[i].options;
    scored.answered = turns[i];
    break;
  }
  return scored;
}

void InterventionOptions::validate() const {
  for (const std::vector<std::string>* names : {&without, &orders})
    for (const std::string& name : *names)
      if (name != kAll) parsed(name, seed);
}

std::vector<engine::Intervention> chosen_interventions(const InterventionOptions& options,
                                                       const checkpoint::ModelConfig& model) {
  std::vector<engine::Intervention> wanted;
  const auto add = [&](const engine::Intervention& intervention) {
    if (std::find(wanted.begin(), wanted.end(), intervention) == wanted.end()) wanted.push_back(intervention);
  };
  const bool everything = options.without.empty() && options.orders.empty();
  const bool every_part = std::count(options.without.begin(), options.without.end(), kAll) > 0;
  for (engine::Intervention intervention : engine::all_interventions(model)) {
    intervention.seed = options.seed;
    const bool part = intervention.order == engine::FrameOrder::AsFilmed;
    if (everything || (part && every_part)) add(intervention);
  }
  for (const std::string& name : options.without)
    if (name != kAll) add(parsed(name, options.seed));
  for (const std::string& name : options.orders) add(parsed(name, options.seed));
  return wanted;
}

}  // namespace vp::jobs
