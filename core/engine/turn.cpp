#include "engine/turn.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "engine/generation_options.h"
#include "engine/model_facts.h"
#include "text/prompt.h"

namespace vp::engine {

llm::GenerationOptions generation_options(const AskOptions& options,
                                          const std::vector<text::TokenId>& prompt) {
  llm::GenerationOptions generation;
  generation.max_new_tokens = options.max_new_tokens;
  generation.sampling = {options.temperature, options.top_p, options.seed};
  generation.repetition_guard = options.repetition_guard;
  generation.repetition_penalty = options.repetition_penalty;
  std::copy_if(prompt.begin(), prompt.end(), std::back_inserter(generation.prompt_ids),
               [](text::TokenId id) { return id != text::kFrameMark; });
  return generation;
}

llm::RecordOptions record_options(const AttentionRecording& recording,
                                  std::vector<llm::PositionSpan> columns) {
  llm::RecordOptions options;
  options.columns = std::move(columns);
  options.layers.assign(recording.layers.begin(), recording.layers.end());
  options.heads.assign(recording.heads.begin(), recording.heads.end());
  options.per_layer = recording.per_layer;
  return options;
}

void AskOptions::validate() const {
  if (left_out_turns < 0)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The number of questions that are left out cannot be negative."));
  generation_options(*this, {}).validate();
}

void AttentionRecording::validate(const checkpoint::DecoderConfig& decoder) const {
  record_options(*this, {}).validate(decoder);
}

void check_question(const std::string& question) {
  if (std::all_of(question.begin(), question.end(), [](unsigned char letter) { return letter <= ' '; }))
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The question is empty; type what you want to know."));
}

AnsweredBy answered_by(const ModelFacts& model) {
  return {model.name, model.hash, model.device, model.dtype, model.threads, model.kv_cache};
}

std::string AnsweredBy::precision() const {
  return kept() == dtype ? dtype
                         : dtype + " with keys and values in " + (kept() == "8bit" ? "8 bits" : kept());
}

bool is_of_another(const Turn& turn, const ModelFacts& model) {
  return turn.by.known() && !turn.by.computes_as(answered_by(model));
}

Turn as_read_by(const Turn& turn, const ModelFacts& model) {
  if (!is_of_another(turn, model)) return turn;
  Turn said;
  said.question = turn.question;
  said.answer = turn.answer;
  return said;
}

}  // namespace vp::engine
