#include "engine/replay.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "engine/generation_options.h"
#include "engine/model_impl.h"
#include "engine/prompt.h"
#include "engine/prompt_embeddings.h"
#include "llm/scoring.h"

namespace vp::engine {
namespace {

std::vector<text::TokenId> prompt_ids(const Model& model, const std::vector<Turn>& earlier,
                                      const std::string& question, std::size_t pieces) {
  Prompt prompt(model.tokenizer(), model.config(), static_cast<int>(pieces));
  for (const Turn& turn : earlier) prompt.add(as_read_by(turn, *model.facts()));
  return prompt.ids(question);
}

std::int64_t position_count(const std::vector<text::TokenId>& prompt, const std::vector<at::Tensor>& frames) {
  return static_cast<std::int64_t>(positions_of(prompt, token_counts(frames)).size());
}

// Room for the prompt and the answer, as far as the model's context reaches.
std::int64_t capacity_for(const Model& model, std::int64_t prompt, std::int64_t answer) {
  check_room(prompt, model.config().decoder);
  return std::min(answer, model.config().decoder.max_position_embeddings - prompt) + prompt;
}

}  // namespace

Replay::Replay(std::shared_ptr<const Model> model, const std::vector<Turn>& earlier,
               const std::string& question, const std::vector<at::Tensor>& frames,
               std::int64_t longest_answer)
    : model_(std::move(model)),
      prompt_(prompt_ids(*model_, earlier, question, frames.size())),
      cache_(model_->config().decoder, capacity_for(*model_, position_count(prompt_, frames), longest_answer),
             model_->impl().options, model_->impl().kept) {}

at::Tensor Replay::embeddings(const std::vector<at::Tensor>& frames) const {
  return prompt_embeddings(*model_, positions_of(prompt_, token_counts(frames)), frames);
}

void Replay::show(const std::vector<at::Tensor>& frames, base::Progress& progress,
                  const std::stop_token& stop) {
  const at::NoGradGuard no_grad;
  const at::Tensor prompt = embeddings(frames);
  cache_.truncate(0);
  // All of it, although the last position is taken back: generating does the same, and sums in the same
  // order.
  model_->impl().decoder.forward(prompt, cache_, progress, stop);
  shown_ = prompt.size(0);
  last_ = prompt.narrow(0, shown_ - 1, 1);
}

llm::Generation Replay::answer(const std::vector<at::Tensor>& frames, const AskOptions& options,
                               base::Progress& progress, const std::stop_token& stop) {
  const at::NoGradGuard no_grad;
  const at::Tensor prompt = embeddings(frames);
  cache_.truncate(0);
  llm::Generation said = llm::generate(
      model_->impl().decoder, cache_, prompt, generation_options(options, prompt_), [](std::int64_t) {},
      progress, stop);
  if (said.stopped) base::throw_if_stopped(stop);
  shown_ = prompt.size(0);
  last_ = prompt.narrow(0, shown_ - 1, 1);
  return said;
}

std::vector<float> Replay::score(const std::vector<std::int64_t>& ids, base::Progress& progress,
                                 const std::stop_token& stop) {
  cache_.truncate(shown_ - 1);
  return llm::score_tokens(model_->impl().decoder, cache_, last_, ids, progress, stop);
}

}  // namespace vp::engine
