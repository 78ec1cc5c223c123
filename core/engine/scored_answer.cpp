#include "engine/scored_answer.h"

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "engine/prompt.h"
#include "text/tokenizer.h"

namespace vp::engine {

std::vector<std::int64_t> scored_ids(const llm::Generation& said) {
  std::vector<std::int64_t> ids = said.ids;
  if (said.end_id) ids.push_back(*said.end_id);
  return ids;
}

std::vector<std::int64_t> scored_ids(const Turn& turn, const checkpoint::DecoderConfig& decoder) {
  std::vector<std::int64_t> ids = turn.token_ids;
  if (turn.finish == Turn::Finish::EndToken) ids.push_back(end_token(turn, decoder));
  return ids;
}

ScoredAnswer score_answer(Replay& replay, const Model& model, const std::vector<std::int64_t>& ids,
                          base::Progress& progress, const std::stop_token& stop) {
  const std::vector<float> log_probabilities = replay.score(ids, progress, stop);
  ScoredAnswer answer;
  text::StreamingDecoder decoder(model.tokenizer());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::vector<std::int64_t>& ends = model.config().decoder.eos_token_ids;
    AnswerToken token;
    token.id = ids[i];
    token.end = std::find(ends.begin(), ends.end(), ids[i]) != ends.end();
    token.text = decoder.push(ids[i]);
    token.log_probability = log_probabilities[i];
    answer.text += token.text;
    answer.tokens.push_back(std::move(token));
  }
  const std::string rest = decoder.finish();
  answer.text += rest;
  if (!answer.tokens.empty()) answer.tokens.back().text += rest;
  return answer;
}

ScoredAnswer unchanged_answer(Replay& replay, const Model& model, const std::vector<at::Tensor>& frames,
                              const ExaminedQuestion& question, base::Progress& progress,
                              const std::stop_token& stop) {
  std::vector<std::int64_t> ids;
  if (question.answered) {
    replay.show(frames, progress, stop);
    ids = scored_ids(*question.answered, model.config().decoder);
  } else {
    ids = scored_ids(replay.answer(frames, question.options, progress, stop));
  }
  return score_answer(replay, model, ids, progress, stop);
}

std::int64_t longest_answer(const ExaminedQuestion& question) {
  const std::int64_t given =
      question.answered ? static_cast<std::int64_t>(question.answered->token_ids.size()) : 0;
  // One more: the end token stands behind the longest answer. Any number may have been asked for.
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() - 1;
  return std::min(std::max(given, question.options.max_new_tokens), kMost) + 1;
}

std::vector<std::int64_t> ids_of(const ScoredAnswer& answer) {
  std::vector<std::int64_t> ids;
  for (const AnswerToken& token : answer.tokens) ids.push_back(token.id);
  return ids;
}

double change_of(const ScoredAnswer& answer, const std::vector<float>& changed) {
  double sum = 0;
  for (std::size_t i = 0; i < changed.size(); ++i)
    sum += static_cast<double>(changed[i]) - static_cast<double>(answer.tokens[i].log_probability);
  return sum;
}

void check(const ExaminedQuestion& question) {
  check_question(question.question);
  question.options.validate();
  const std::optional<Turn>& answered = question.answered;
  if (answered && answered->token_ids.empty() && answered->finish != Turn::Finish::EndToken)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The answer has no tokens to look into; ask the question again first."));
}

}  // namespace vp::engine
