#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "checkpoint/ablation.h"
#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model.h"

namespace vp::engine {

/// In which order the sampled frames are given to STAB.
enum class FrameOrder { AsFilmed, Reversed, Shuffled };

/// Something that is done to a model while it answers. It was trained to have the parts that are switched off
/// here, so this says how much this model leans on them, and not what a model trained without them could do
/// (the paper's ablation, spec section 8).
struct Intervention {
  checkpoint::Ablation without;
  FrameOrder order = FrameOrder::AsFilmed;
  std::uint64_t seed = 0;  ///< of Shuffled

  bool operator==(const Intervention&) const = default;
};

/// "gstra", "gstra+lste", "reversed", "shuffled": as the command line writes it. Empty for none.
std::string name_of(const Intervention& intervention);
/// The reverse; nothing for a name that is none.
std::optional<Intervention> intervention_of(const std::string& name);
/// Every part alone, then the frames reversed and shuffled. Without what `model` has not got.
std::vector<Intervention> all_interventions(const checkpoint::ModelConfig& model);

/// A token of an answer.
struct AnswerToken {
  std::int64_t id = 0;
  std::string text;           ///< what it adds to the answer; empty for the end token and inside a character
  bool end = false;           ///< the end token
  float log_probability = 0;  ///< after the question and the tokens before it
};

/// An answer and how probable it is.
struct ScoredAnswer {
  std::string text;
  std::vector<AnswerToken> tokens;  ///< the end token is one of them where the model gave it

  double log_probability() const;  ///< of all tokens, natural logarithm
};

/// One intervention beside the unchanged answer.
struct InterventionResult {
  Intervention intervention;
  std::vector<float> log_probabilities;  ///< of the unchanged answer's tokens, under the intervention
  double change = 0;                     ///< their sum less the unchanged one
  ScoredAnswer answer;                   ///< what the model says under the intervention
};

struct Comparison {
  std::string question;
  ScoredAnswer unchanged;
  std::vector<InterventionResult> results;
};

/// A question whose answer is looked into.
struct ExaminedQuestion {
  std::vector<Turn> earlier;  ///< the turns before it
  std::string question;
  AskOptions options;
  std::optional<Turn> answered;  ///< the answer that it got; without one it is asked first
};

/// Asks the same question under each intervention and scores the unchanged answer under it. `video` was
/// encoded with its pictures kept. Each result is also given to `on_unchanged` and `on_result`, which may be
/// empty, as soon as it is there. Progress is reported in the phases of asking. Throws Error(Usage) for an
/// empty question, pictures that were not kept, or a prompt too long for the context; Error(Stopped).
Comparison compare_interventions(const std::shared_ptr<const Model>& model, const EncodedVideo& video,
                                 const ExaminedQuestion& question,
                                 const std::vector<Intervention>& interventions,
                                 const std::function<void(const ScoredAnswer&)>& on_unchanged,
                                 const std::function<void(const InterventionResult&)>& on_result,
                                 base::Progress& progress, const std::stop_token& stop = {});

}  // namespace vp::engine
