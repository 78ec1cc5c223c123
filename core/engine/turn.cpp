#include "engine/turn.h"

#include <algorithm>

#include "base/error.h"
#include "engine/model_facts.h"

namespace vp::engine {

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
