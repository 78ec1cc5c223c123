#include "engine/frame_knockout.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <string>
#include <utility>

#include "base/error.h"
#include "engine/encoded_video_impl.h"
#include "engine/model_impl.h"
#include "engine/prompt.h"
#include "engine/prompt_embeddings.h"
#include "llm/sampling.h"
#include "text/prompt.h"

namespace vp::engine {
namespace {

using text::TokenId;

// Rows of logits held at once: a vocabulary has tens of thousands of columns.
constexpr std::int64_t kLogitRows = 64;

bool knows_all(const checkpoint::DecoderConfig& decoder, const std::vector<std::int64_t>& ids) {
  return std::all_of(ids.begin(), ids.end(),
                     [&](std::int64_t id) { return id >= 0 && id < decoder.vocab_size; });
}

// The log-probabilities of `ids`, before each of which stands one of `states` (n, hidden_size).
std::vector<float> log_probabilities(const llm::Decoder& decoder, const at::Tensor& states,
                                     const std::vector<std::int64_t>& ids, const std::stop_token& stop) {
  std::vector<float> found;
  const auto count = static_cast<std::int64_t>(ids.size());
  for (std::int64_t first = 0; first < count; first += kLogitRows) {
    base::throw_if_stopped(stop);
    const std::int64_t size = std::min(kLogitRows, count - first);
    const at::Tensor logits = decoder.logits(states.narrow(0, first, size)).to(at::kCPU).contiguous();
    const auto width = static_cast<std::size_t>(logits.size(1));
    for (std::int64_t i = 0; i < size; ++i)
      found.push_back(
          llm::log_probability({logits.data_ptr<float>() + static_cast<std::size_t>(i) * width, width},
                               ids[static_cast<std::size_t>(first + i)]));
  }
  return found;
}

// The answer's ids, and into `prompt` what stands before them.
std::vector<std::int64_t> answer_ids(const Model& model, const Turn& turn, bool first, int pieces,
                                     std::vector<TokenId>& prompt, bool& end) {
  const checkpoint::DecoderConfig& decoder = model.config().decoder;
  std::vector<std::int64_t> ids = turn.token_ids;
  if (knows_all(decoder, ids) && !(ids.empty() && !turn.answer.empty())) {
    end = turn.finish == Turn::Finish::EndToken;
    if (end) ids.push_back(end_token(turn, decoder));
    return ids;
  }
  if (turn.answer.empty()) return {};
  const std::vector<TokenId> asked =
      turn_ids(model.tokenizer(), model.config(), pieces, first, turn.question);
  const std::vector<TokenId> whole =
      turn_ids(model.tokenizer(), model.config(), pieces, first, turn.question, turn.answer);
  // A tokenizer may join the prompt's last character with the answer's first one.
  const auto begin = std::mismatch(asked.begin(), asked.end(), whole.begin(), whole.end());
  prompt.resize(prompt.size() - static_cast<std::size_t>(asked.end() - begin.first));
  return {begin.second, whole.end()};
}

// Where each piece's tokens stand among the positions.
std::vector<llm::PositionSpan> piece_spans(const std::vector<TokenId>& prompt,
                                           const std::vector<std::int64_t>& piece_tokens) {
  std::vector<llm::PositionSpan> spans;
  std::int64_t position = 0;
  for (const TokenId id : prompt) {
    const std::int64_t size = id == text::kFrameMark ? piece_tokens[spans.size()] : 1;
    if (id == text::kFrameMark) spans.push_back({position, position + size});
    position += size;
  }
  return spans;
}

// The text that each token adds; the end adds none.
std::vector<std::string> pieces_of(const Model& model, const std::vector<std::int64_t>& ids, bool end) {
  text::StreamingDecoder decoder(model.tokenizer());
  std::vector<std::string> pieces;
  for (const std::int64_t id : ids) pieces.push_back(decoder.push(id));
  if (!pieces.empty()) pieces[pieces.size() - (end && pieces.size() > 1 ? 2 : 1)] += decoder.finish();
  return pieces;
}

}  // namespace

evidence::LayerRange KnockoutOptions::layers_of(const checkpoint::DecoderConfig& decoder) const {
  const int count = static_cast<int>(decoder.num_hidden_layers);
  if (layers) layers->validate(count);
  return layers.value_or(evidence::LayerRange{0, count - 1});
}

KnockoutPlan plan_knockout(const Model& model, const EncodedVideo& video, const Turn& turn,
                           const std::vector<TokenId>& prompt, const std::vector<TokenId>& ahead, bool first,
                           const KnockoutOptions& options) {
  const std::vector<std::int64_t> counts = token_counts(video.impl().tokens);
  KnockoutPlan plan;
  plan.layers = options.layers_of(model.config().decoder);
  std::vector<TokenId> asked = prompt;
  plan.answer = answer_ids(model, turn, first, static_cast<int>(counts.size()), asked, plan.end);
  if (plan.answer.empty())
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The answer has no tokens to look into; ask the question again first."));
  // Video-ChatGPT's question stands before the frames: what follows these is cut off from them. The prompt's
  // last position, which produces the answer's first token, is one of the rows.
  const auto behind_frames =
      static_cast<std::size_t>(asked.rend() - std::find(asked.rbegin(), asked.rend(), text::kFrameMark));
  const auto cut =
      static_cast<std::ptrdiff_t>(std::min(std::max(ahead.size(), behind_frames), asked.size() - 1));
  plan.ahead = positions_of({asked.begin(), asked.begin() + cut}, counts);
  plan.rows.assign(asked.begin() + cut, asked.end());
  plan.rows.insert(plan.rows.end(), plan.answer.begin(), plan.answer.end() - 1);
  check_room(static_cast<std::int64_t>(plan.ahead.size() + plan.rows.size()), model.config().decoder);
  plan.frames = piece_spans({asked.begin(), asked.begin() + cut}, counts);
  TORCH_INTERNAL_ASSERT(plan.frames.size() >= video.frames().size());
  plan.frames.resize(video.frames().size());  // padding, and what holds all frames, is no frame
  return plan;
}

evidence::FrameKnockout knock_out(const Model& model, llm::KvCache& cache, const KnockoutPlan& plan,
                                  base::Progress& progress, const std::stop_token& stop) {
  const at::NoGradGuard no_grad;
  const auto start = std::chrono::steady_clock::now();
  const llm::Decoder& decoder = model.impl().decoder;
  const at::Tensor rows = decoder.embed(plan.rows);
  const std::int64_t length = rows.size(0);
  const auto count = static_cast<std::int64_t>(plan.answer.size());
  std::vector<llm::HiddenPositions> hidden(1);  // the first pass hides nothing
  for (const llm::PositionSpan& frame : plan.frames)
    hidden.push_back({frame, plan.layers.first, plan.layers.last});
  const auto all = static_cast<std::int64_t>(hidden.size());
  const auto together =
      static_cast<std::size_t>(std::max<std::int64_t>(1, decoder.rows_at_once(rows) / length));

  evidence::FrameKnockout found;
  progress.report(base::Phase::Measure, 0, all);
  for (std::size_t first = 0; first < hidden.size(); first += together) {
    const std::span<const llm::HiddenPositions> part =
        std::span(hidden).subspan(first, std::min(together, hidden.size() - first));
    const std::vector<std::int64_t> lengths(part.size(), length);
    const at::Tensor states = decoder.forward_branches(
        rows.repeat({static_cast<std::int64_t>(part.size()), 1}), lengths, cache, stop, part);
    for (std::size_t i = 0; i < part.size(); ++i)
      found.without.push_back(log_probabilities(
          decoder, states.narrow(0, static_cast<std::int64_t>(i + 1) * length - count, count), plan.answer,
          stop));
    progress.report(base::Phase::Measure, static_cast<std::int64_t>(found.without.size()), all);
  }
  found.log_probabilities = std::move(found.without.front());
  found.without.erase(found.without.begin());
  found.layers = plan.layers;
  found.decoder_layers = static_cast<int>(model.config().decoder.num_hidden_layers);
  found.ids = plan.answer;
  found.pieces = pieces_of(model, plan.answer, plan.end);
  found.end = plan.end;
  found.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return found;
}

}  // namespace vp::engine
