#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/conversation.h"
#include "engine/interventions.h"
#include "engine/model.h"

namespace vp::jobs {

// What comparing and checking begin with, on the command line and in the window.

/// The question where it stands among the turns of a conversation, the last of several, with the answer that
/// it got there; else by itself, to be asked with `options`.
engine::ExaminedQuestion question_to_examine(const std::vector<engine::Turn>& turns,
                                             const std::string& question, const engine::AskOptions& options);

/// Which interventions are compared.
struct InterventionOptions {
  std::vector<std::string> without;  ///< parts that are switched off, joined by +; "all": each of them alone
  std::vector<std::string> orders;   ///< "reversed", "shuffled"
  std::uint64_t seed = 0;            ///< of the shuffling

  /// Throws Error(Usage) for a name that is none.
  void validate() const;
};

/// They, in the order in which they were given and each once; everything that `model` has where nothing was
/// given.
std::vector<engine::Intervention> chosen_interventions(const InterventionOptions& options,
                                                       const checkpoint::ModelConfig& model);

}  // namespace vp::jobs
