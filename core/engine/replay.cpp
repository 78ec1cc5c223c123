#include "engine/replay.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "engine/model_impl.h"
#include "llm/scoring.h"
#include "text/prompt.h"

namespace vp::engine {
namespace {

using text::TokenId;

std::vector<TokenId> prompt_ids(const text::Tokenizer& tokenizer, const std::vector<Turn>& earlier,
                                const std::string& question, int frame_slots) {
  std::vector<TokenId> all;
  const auto append = [&](const std::vector<TokenId>& ids) { all.insert(all.end(), ids.begin(), ids.end()); };
  const auto asked = [&](const std::string& text) {
    return all.empty() ? text::first_turn_ids(tokenizer, frame_slots, text)
                       : text::next_turn_ids(tokenizer, text);
  };
  for (const Turn& turn : earlier) {
    // An answer that is known as text only (a reopened session) stands there as the prompt writes it.
    if (turn.token_ids.empty() && !turn.answer.empty()) {
      append(text::answered_turn_ids(tokenizer, all.empty() ? frame_slots : 0, turn.question, turn.answer));
      continue;
    }
    append(asked(turn.question));
    append(turn.token_ids);
    all.push_back(text::Tokenizer::kEnd);
  }
  append(asked(question));
  return all;
}

std::int64_t positions(const std::vector<TokenId>& prompt, const std::vector<at::Tensor>& frames) {
  auto count = static_cast<std::int64_t>(prompt.size() - frames.size());
  for (const at::Tensor& frame : frames) count += frame.size(0);
  return count;
}

// Room for the prompt and the answer, as far as the model's context reaches.
std::int64_t capacity_for(const Model& model, std::int64_t prompt, std::int64_t answer) {
  const std::int64_t context = model.config().decoder.max_position_embeddings;
  if (prompt >= context)
    throw base::Error(base::ErrorCode::Usage,
                      "The question with its frames has " + std::to_string(prompt) +
                          " tokens and leaves no room for an answer in the model's context of " +
                          std::to_string(context) + "; shorten the question or use fewer frames.");
  return std::min(answer, context - prompt) + prompt;
}

}  // namespace

Replay::Replay(std::shared_ptr<const Model> model, const std::vector<Turn>& earlier,
               const std::string& question, const std::vector<at::Tensor>& frames,
               std::int64_t longest_answer)
    : model_(std::move(model)),
      prompt_(prompt_ids(model_->tokenizer(), earlier, question, static_cast<int>(frames.size()))),
      cache_(model_->config().decoder, capacity_for(*model_, positions(prompt_, frames), longest_answer),
             model_->impl().options) {}

at::Tensor Replay::embeddings(const std::vector<at::Tensor>& frames) const {
  std::vector<at::Tensor> parts;
  std::vector<std::int64_t> ids;
  auto frame = frames.begin();
  const auto flush = [&] {
    if (!ids.empty()) parts.push_back(model_->impl().decoder.embed(ids));
    ids.clear();
  };
  for (const TokenId id : prompt_) {
    if (id != text::kFrameMark) {
      ids.push_back(id);
      continue;
    }
    flush();
    parts.push_back(*frame++);
  }
  flush();
  return at::cat(parts);
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
  llm::GenerationOptions generation;
  generation.max_new_tokens = options.max_new_tokens;
  generation.sampling = {options.temperature, options.top_p, options.seed};
  llm::Generation said = llm::generate(
      model_->impl().decoder, cache_, prompt, generation, [](std::int64_t) {}, progress, stop);
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
