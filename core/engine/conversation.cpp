#include "engine/conversation.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/utc_time.h"
#include "engine/compute_device.h"
#include "engine/encoded_video_impl.h"
#include "engine/frame_knockout.h"
#include "engine/generation_options.h"
#include "engine/model_impl.h"
#include "engine/prefix_file.h"
#include "engine/prompt.h"
#include "engine/prompt_embeddings.h"
#include "engine/record_options.h"
#include "llm/attention_recorder.h"
#include "llm/generation.h"
#include "llm/kv_cache.h"
#include "llm/sampling.h"
#include "text/prompt.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;
using text::kFrameMark;
using text::TokenId;

// Where the frames' tokens stand among all positions.
std::vector<llm::PositionSpan> visual_spans(const std::vector<TokenId>& positions) {
  std::vector<llm::PositionSpan> spans;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    if (positions[i] != kFrameMark) continue;
    const auto here = static_cast<std::int64_t>(i);
    if (!spans.empty() && spans.back().end == here)
      ++spans.back().end;
    else
      spans.push_back({here, here + 1});
  }
  return spans;
}

std::vector<int> all_when_empty(const std::vector<int>& numbers, std::int64_t count) {
  if (!numbers.empty()) return numbers;
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

base::Message left_out_sentence(std::int64_t turns) {
  if (turns == 1)
    return base::message(
        "The model's context is full: the conversation's first question and its answer are left out of what "
        "it reads.");
  return base::message(
      "The model's context is full: the conversation's first %1 questions and answers are left out of what "
      "it reads.",
      turns);
}

// Everything but the values and the pieces of text.
attention::AnswerAttention empty_record(const AttentionRecording& recording, const EncodedVideo& video,
                                        const checkpoint::DecoderConfig& decoder) {
  attention::AnswerAttention record;
  record.layers = all_when_empty(recording.layers, decoder.num_hidden_layers);
  record.heads = all_when_empty(recording.heads, decoder.num_attention_heads);
  record.layer_heads = static_cast<int>(decoder.num_attention_heads);
  record.per_layer = recording.per_layer;
  record.frames = video.impl().layouts;
  return record;
}

// The log-probability of each of `ids`, of which (1, vocab_size) or (n, vocab_size) logits stand before them.
double sum_of_log_probabilities(const at::Tensor& logits, std::span<const TokenId> ids) {
  const at::Tensor rows = logits.to(at::kCPU).contiguous();
  const auto width = static_cast<std::size_t>(rows.size(1));
  double sum = 0;
  for (std::size_t i = 0; i < ids.size(); ++i)
    sum += llm::log_probability({rows.data_ptr<float>() + i * width, width}, ids[i]);
  return sum;
}

}  // namespace

struct Conversation::Impl {
  std::shared_ptr<const Model> model;
  std::shared_ptr<const EncodedVideo> video;
  std::vector<Turn> turns;
  Prompt prompt;  ///< of `turns`
  llm::KvCache cache;
  llm::KeptGeneration generation;  ///< of answers in this cache
  bool device_failed = false;
  /// What the cache's positions hold; a frame's mark stands at each of its positions.
  std::vector<TokenId> cached_ids;

  Impl(std::shared_ptr<const Model> model_, std::shared_ptr<const EncodedVideo> video_)
      : model(std::move(model_)),
        video(std::move(video_)),
        prompt(model->tokenizer(), model->config(), static_cast<int>(video->impl().tokens.size())),
        cache(model->config().decoder, model->config().decoder.max_position_embeddings, model->impl().options,
              model->impl().kept) {}

  // The places in these positions where a piece may begin: everywhere but inside a frame. Gives the first one
  // from `wanted` on, or the last one up to there.
  std::size_t whole_frames(const std::vector<TokenId>& all, std::size_t wanted, bool up_to) const {
    auto frame = video->impl().tokens.begin();
    std::size_t place = 0;
    while (place < wanted && place < all.size()) {
      const std::size_t next =
          place + (all[place] == kFrameMark ? static_cast<std::size_t>((frame++)->size(0)) : 1);
      if (next > wanted && up_to) break;
      place = next;
    }
    return place;
  }

  // How many leading positions the cache already holds of the first `most`, no frame in part.
  std::size_t reusable(const std::vector<TokenId>& all, std::size_t most) const {
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(most, cached_ids.size()));
    const auto common = std::mismatch(all.begin(), end, cached_ids.begin()).first - all.begin();
    return whole_frames(all, static_cast<std::size_t>(common), true);
  }

  // Of the prompt, with the oldest turns left out.
  std::vector<TokenId> positions(const std::string& question, std::int64_t left_out) const {
    return positions_of(prompt.ids(question, prompt.turns(), static_cast<std::size_t>(left_out)),
                        token_counts(video->impl().tokens));
  }

  // By the last turn.
  std::int64_t left_out() const { return turns.empty() ? 0 : turns.back().options.left_out_turns; }

  // How many of the oldest turns have to be left out so that the question and an answer have room, no fewer
  // than by the last turn; all of them where even that is not enough.
  std::int64_t turns_to_leave_out(const std::string& question, const AskOptions& options) const {
    const checkpoint::DecoderConfig& decoder = model->config().decoder;
    const auto size = [&](std::int64_t out) {
      return static_cast<std::int64_t>(positions(question, out).size());
    };
    std::int64_t out = std::max(left_out(), options.left_out_turns);
    if (size(out) < decoder.max_position_embeddings) return out;
    const std::int64_t room = room_for_answer(options.max_new_tokens, decoder);
    while (out < static_cast<std::int64_t>(turns.size()) &&
           size(out) + room > decoder.max_position_embeddings)
      ++out;
    return out;
  }

  void forget_from(std::size_t position) {
    cache.truncate(static_cast<std::int64_t>(position));
    cached_ids.resize(position);
  }

  // The positions before the next question, which are the same for every question behind the first `after`
  // turns.
  std::vector<TokenId> ahead(std::size_t after) const {
    return positions_of(ids_ahead(after, static_cast<std::size_t>(left_out())),
                        token_counts(video->impl().tokens));
  }

  std::vector<TokenId> ids_ahead(std::size_t after, std::size_t out) const {
    const std::vector<TokenId> one = prompt.ids("a", after, out), other = prompt.ids("9", after, out);
    const auto end = std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first;
    return {one.begin(), end};
  }

  const Prefix& prefix() {
    if (!prefix_) prefix_.emplace(*model, ahead(0), video->impl().tokens);
    return *prefix_;
  }

 private:
  std::optional<Prefix> prefix_;
};

Conversation::Conversation(std::shared_ptr<const Model> model, std::shared_ptr<const EncodedVideo> video) {
  try {
    impl_ = std::make_unique<Impl>(std::move(model), std::move(video));
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("The conversation's key and value cache"));
  }
}

Conversation::~Conversation() = default;
Conversation::Conversation(Conversation&&) noexcept = default;
Conversation& Conversation::operator=(Conversation&&) noexcept = default;

const std::vector<Turn>& Conversation::turns() const {
  return impl_->turns;
}
bool Conversation::device_failed() const {
  return impl_->device_failed;
}
const Model& Conversation::model() const {
  return *impl_->model;
}
const EncodedVideo& Conversation::video() const {
  return *impl_->video;
}

const Turn& Conversation::ask(const std::string& question, const AskOptions& asked,
                              const std::function<void(std::string_view)>& on_text, base::Progress& progress,
                              const std::stop_token& stop) {
  asked.validate();
  asked.attention.validate(impl_->model->config().decoder);
  check_question(question);
  const auto start = std::chrono::steady_clock::now();
  const auto since_start = [start] {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  };
  const std::int64_t asked_ms = base::now_ms();
  Impl& self = *impl_;
  AskOptions options = asked;
  if (options.drop_oldest) options.left_out_turns = self.turns_to_leave_out(question, options);
  const std::vector<at::Tensor>& frames = self.video->impl().tokens;
  const std::vector<TokenId> prompt = self.positions(question, options.left_out_turns);
  check_room(static_cast<std::int64_t>(prompt.size()), self.model->config().decoder);
  if (options.left_out_turns > self.left_out()) progress.warn(left_out_sentence(options.left_out_turns));
  try {
    // The last position is always computed.
    const std::size_t reused = self.reusable(prompt, prompt.size() - 1);
    self.forget_from(reused);

    Turn turn;
    text::StreamingDecoder decoder(self.model->tokenizer());
    const auto emit = [&](const std::string& piece) {
      turn.answer += piece;
      if (on_text && !piece.empty()) on_text(piece);
    };
    const checkpoint::DecoderConfig& config = self.model->config().decoder;
    std::optional<llm::AttentionRecorder> recorder;
    std::vector<std::string> pieces;
    if (options.attention.enabled)
      recorder.emplace(config, record_options(options.attention, visual_spans(prompt)));
    const at::NoGradGuard no_grad;
    const double before_ms = since_start();
    llm::Generation generation = llm::generate(
        self.model->impl().decoder, self.cache, prompt_embeddings(*self.model, prompt, frames, reused),
        generation_options(options, prompt),
        [&](std::int64_t id) {
          const std::string piece = decoder.push(id);
          if (recorder) pieces.push_back(piece);
          emit(piece);
        },
        progress, stop, recorder ? &*recorder : nullptr, &self.generation);
    self.device_failed = generation.device_failed;
    const std::string rest = decoder.finish();
    emit(rest);
    if (recorder) {
      if (!pieces.empty()) pieces.back() += rest;
      attention::AnswerAttention record = empty_record(options.attention, *self.video, config);
      record.pieces = std::move(pieces);
      record.values = std::move(generation.attention);
      record.shares = attention::visual_shares(record);
      turn.attention = std::make_shared<const attention::AnswerAttention>(std::move(record));
    }

    self.cached_ids = prompt;
    self.cached_ids.insert(self.cached_ids.end(), generation.ids.begin(), generation.ids.end());
    self.cached_ids.resize(static_cast<std::size_t>(self.cache.length()));
    turn.question = question;
    turn.options = options;
    turn.by = answered_by(*self.model->facts());
    turn.finish = generation.stopped    ? Turn::Finish::Stopped
                  : generation.end_id   ? Turn::Finish::EndToken
                  : generation.repeated ? Turn::Finish::Repetition
                                        : Turn::Finish::Length;
    turn.end_token_id = generation.end_id;
    turn.prompt_tokens = static_cast<std::int64_t>(prompt.size());
    turn.reused_tokens = static_cast<std::int64_t>(reused);
    turn.prefill_ms = generation.prefill_ms;
    turn.first_token_ms = before_ms + generation.first_token_ms;
    const auto later_tokens = static_cast<double>(generation.ids.size()) - 1;
    turn.tokens_per_s =
        later_tokens > 0 && generation.generate_ms > 0 ? later_tokens * 1000 / generation.generate_ms : 0;
    turn.total_ms = since_start();
    turn.asked_ms = asked_ms;
    turn.token_ids = std::move(generation.ids);
    turn.log_probabilities = std::move(generation.log_probabilities);
    self.turns.push_back(std::move(turn));
    self.prompt.add(self.turns.back());
    return self.turns.back();
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Answering"));
  }
}

std::vector<AnswerLikelihood> Conversation::score_answers(const std::string& question,
                                                          const std::vector<std::string>& answers,
                                                          base::Progress& progress,
                                                          const std::stop_token& stop) {
  check_question(question);
  for (const std::string& answer : answers) check_question(answer);
  Impl& self = *impl_;
  const checkpoint::DecoderConfig& config = self.model->config().decoder;
  const std::vector<at::Tensor>& frames = self.video->impl().tokens;
  // A tokenizer may join the question's last character with an answer's first one.
  std::vector<TokenId> prompt_ids = self.prompt.ids(question, 0);
  std::vector<std::vector<TokenId>> whole;
  std::size_t longest = 0;
  for (const std::string& answer : answers) {
    whole.push_back(turn_ids(self.model->tokenizer(), self.model->config(), static_cast<int>(frames.size()),
                             true, question, answer));
    const auto end =
        std::mismatch(prompt_ids.begin(), prompt_ids.end(), whole.back().begin(), whole.back().end());
    prompt_ids.resize(static_cast<std::size_t>(end.first - prompt_ids.begin()));
    longest = std::max(longest, whole.back().size());
  }
  const std::vector<TokenId> prompt = positions_of(prompt_ids, token_counts(frames));
  check_room(static_cast<std::int64_t>(prompt.size() + longest - std::min(longest, prompt_ids.size())),
             config);
  try {
    const std::size_t reused = self.reusable(prompt, prompt.size() - 1);
    self.forget_from(reused);
    const at::NoGradGuard no_grad;
    const llm::Decoder& decoder = self.model->impl().decoder;
    const at::Tensor state =
        decoder.forward(prompt_embeddings(*self.model, prompt, frames, reused), self.cache, progress, stop);
    self.cached_ids = prompt;
    const at::Tensor first = decoder.logits(state);  // of every answer's first token
    std::vector<AnswerLikelihood> scores;
    std::vector<TokenId> followed, later;  // each answer's tokens but its last one, and but its first one
    std::vector<std::int64_t> lengths;     // of the answers that have several
    std::vector<std::size_t> owners;       // the answer of each token in `later`
    for (const std::vector<TokenId>& ids : whole) {
      const std::span<const TokenId> answer = std::span(ids).subspan(prompt_ids.size());
      scores.push_back({answer.empty() ? 0 : sum_of_log_probabilities(first, answer.first(1)),
                        static_cast<std::int64_t>(answer.size())});
      if (answer.size() < 2) continue;
      followed.insert(followed.end(), answer.begin(), answer.end() - 1);
      later.insert(later.end(), answer.begin() + 1, answer.end());
      lengths.push_back(static_cast<std::int64_t>(answer.size()) - 1);
      owners.resize(later.size(), scores.size() - 1);
    }
    if (later.empty()) return scores;
    const at::Tensor states = decoder.forward_branches(decoder.embed(followed), lengths, self.cache, stop);
    // Some rows of logits at a time: a vocabulary has tens of thousands of columns.
    constexpr std::size_t kRows = 64;
    for (std::size_t row = 0; row < later.size(); row += kRows) {
      const std::size_t rows = std::min(kRows, later.size() - row);
      const at::Tensor logits =
          decoder.logits(states.narrow(0, static_cast<std::int64_t>(row), static_cast<std::int64_t>(rows)));
      for (std::size_t i = 0; i < rows; ++i)
        scores[owners[row + i]].log_probability += sum_of_log_probabilities(
            logits.narrow(0, static_cast<std::int64_t>(i), 1), std::span(later).subspan(row + i, 1));
    }
    return scores;
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Scoring the options"));
  }
}

evidence::FrameKnockout Conversation::knock_out_frames(std::size_t number, const KnockoutOptions& options,
                                                       base::Progress& progress,
                                                       const std::stop_token& stop) {
  Impl& self = *impl_;
  if (number >= self.turns.size() || self.video->frames().empty())
    throw Error(ErrorCode::Usage, base::message("There is no answer about a film here to look into."));
  const Turn turn = as_read_by(self.turns[number], *self.model->facts());
  const auto out = static_cast<std::size_t>(
      std::clamp<std::int64_t>(turn.options.left_out_turns, 0, static_cast<std::int64_t>(number)));
  const KnockoutPlan plan =
      plan_knockout(*self.model, *self.video, turn, self.prompt.ids(turn.question, number, out),
                    self.ids_ahead(number, out), number == out, options);
  try {
    const at::NoGradGuard no_grad;
    const std::size_t reused = self.reusable(plan.ahead, plan.ahead.size());
    self.forget_from(reused);
    if (reused < plan.ahead.size())
      self.model->impl().decoder.forward(
          prompt_embeddings(*self.model, plan.ahead, self.video->impl().tokens, reused), self.cache, progress,
          stop);
    self.cached_ids = plan.ahead;
    evidence::FrameKnockout found = knock_out(*self.model, self.cache, plan, progress, stop);
    self.turns[number].knockout = std::make_shared<const evidence::FrameKnockout>(found);
    return found;
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Hiding frames"));
  }
}

bool Conversation::prefill_ahead(base::Progress& progress, const std::stop_token& stop) {
  constexpr std::size_t kPiece = 256;
  Impl& self = *impl_;
  const std::vector<TokenId> ahead = self.ahead(self.prompt.turns());
  const std::size_t done = self.reusable(ahead, ahead.size());
  const bool has_room =
      static_cast<std::int64_t>(ahead.size()) < self.model->config().decoder.max_position_embeddings;
  const auto report = [&](std::size_t positions) {
    progress.report(base::Phase::Prefill, static_cast<std::int64_t>(positions),
                    static_cast<std::int64_t>(ahead.size()));
  };
  if (done == ahead.size()) report(done);  // as when it was read from a file
  if (done == ahead.size() || !has_room) return false;
  try {
    const std::size_t end = self.whole_frames(ahead, done + kPiece, false);
    const std::vector<TokenId> until(ahead.begin(), ahead.begin() + static_cast<std::ptrdiff_t>(end));
    self.forget_from(done);
    const at::NoGradGuard no_grad;
    base::NoProgress of_piece;
    self.model->impl().decoder.forward(prompt_embeddings(*self.model, until, self.video->impl().tokens, done),
                                       self.cache, of_piece, stop);
    self.cached_ids = until;
    report(end);
    return end < ahead.size();
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Reading the video ahead of a question"));
  }
}

std::string Conversation::prefix_identity() const {
  return impl_->prefix().identity();
}

std::int64_t Conversation::prefix_bytes() const {
  return impl_->prefix().bytes();
}

bool Conversation::has_prefix() const {
  const Prefix& prefix = impl_->prefix();
  return impl_->reusable(prefix.positions(), prefix.positions().size()) == prefix.positions().size();
}

void Conversation::write_prefix(const std::filesystem::path& file, const std::stop_token& stop) const {
  TORCH_INTERNAL_ASSERT(has_prefix());
  try {
    impl_->prefix().write(file, impl_->cache, stop);
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Keeping what was read of the video"));
  }
}

void Conversation::read_prefix(const std::filesystem::path& file) {
  const Prefix& prefix = impl_->prefix();
  if (!impl_->cached_ids.empty() || prefix.length() > impl_->cache.capacity()) return;
  try {
    prefix.read(file, impl_->cache);
    impl_->cached_ids = prefix.positions();
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Reading what was kept of the video"));
  }
}

void Conversation::add_known_turn(const Turn& turn) {
  impl_->prompt.add(as_read_by(turn, *impl_->model->facts()));
  impl_->turns.push_back(turn);
}

void Conversation::add_known_turn(const std::string& question, const std::string& answer) {
  Turn turn;
  turn.question = question;
  turn.answer = answer;
  add_known_turn(turn);
}

void Conversation::truncate(std::size_t turn) {
  if (turn < impl_->turns.size()) impl_->turns.resize(turn);
  impl_->prompt.truncate(turn);
}

}  // namespace vp::engine
