#include "engine/conversation.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <optional>
#include <utility>

#include "base/error.h"
#include "engine/compute_device.h"
#include "engine/encoded_video_impl.h"
#include "engine/model_impl.h"
#include "llm/attention_recorder.h"
#include "llm/generation.h"
#include "llm/kv_cache.h"
#include "text/prompt.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;
using text::kFrameMark;
using text::TokenId;

llm::GenerationOptions generation_options(const AskOptions& options) {
  llm::GenerationOptions generation;
  generation.max_new_tokens = options.max_new_tokens;
  generation.sampling = {options.temperature, options.top_p, options.seed};
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

// Everything but the values and the pieces of text.
attention::AnswerAttention empty_record(const AttentionRecording& recording, const EncodedVideo& video,
                                        const checkpoint::DecoderConfig& decoder) {
  attention::AnswerAttention record;
  record.layers = all_when_empty(recording.layers, decoder.num_hidden_layers);
  record.heads = all_when_empty(recording.heads, decoder.num_attention_heads);
  record.layer_heads = static_cast<int>(decoder.num_attention_heads);
  record.per_layer = recording.per_layer;
  record.frames = video.impl().frame_tokens;
  return record;
}

}  // namespace

void AskOptions::validate() const {
  generation_options(*this).validate();
}

void AttentionRecording::validate(const checkpoint::DecoderConfig& decoder) const {
  record_options(*this, {}).validate(decoder);
}

void check_question(const std::string& question) {
  if (std::all_of(question.begin(), question.end(), [](unsigned char letter) { return letter <= ' '; }))
    throw Error(ErrorCode::Usage, "The question is empty; type what you want to know.");
}

struct Conversation::Impl {
  std::shared_ptr<const Model> model;
  std::shared_ptr<const EncodedVideo> video;
  std::vector<Turn> turns;
  /// For each turn, every id from its "USER:" to its end token; frames as one mark each.
  std::vector<std::vector<TokenId>> turn_ids;
  llm::KvCache cache;
  /// What the cache's positions hold; a frame's mark stands at each of its positions.
  std::vector<TokenId> cached_ids;

  Impl(std::shared_ptr<const Model> model_, std::shared_ptr<const EncodedVideo> video_)
      : model(std::move(model_)),
        video(std::move(video_)),
        cache(model->config().decoder, model->config().decoder.max_position_embeddings,
              model->impl().options) {}

  std::vector<TokenId> question_ids(const std::string& question) const {
    const text::Tokenizer& tokenizer = model->tokenizer();
    return turns.empty() ? text::first_turn_ids(tokenizer, video->frame_slots(), question)
                         : text::next_turn_ids(tokenizer, question);
  }

  // All positions of the prompt: earlier turns, then the new question.
  std::vector<TokenId> positions(const std::vector<TokenId>& question) const {
    std::vector<TokenId> all;
    std::size_t frame = 0;
    const auto append = [&](const std::vector<TokenId>& ids) {
      for (const TokenId id : ids) {
        if (id == kFrameMark)
          all.insert(all.end(), static_cast<std::size_t>(video->impl().tokens[frame++].size(0)), kFrameMark);
        else
          all.push_back(id);
      }
    };
    for (const std::vector<TokenId>& ids : turn_ids) append(ids);
    append(question);
    return all;
  }

  // Embeddings of the positions from `first` on, (n, hidden_size). `first` never lies inside a frame.
  at::Tensor embeddings(const std::vector<TokenId>& all, std::size_t first) const {
    const std::vector<at::Tensor>& frames = video->impl().tokens;
    std::size_t frame = 0;
    std::vector<at::Tensor> parts;
    std::vector<std::int64_t> ids;
    const auto flush = [&] {
      if (!ids.empty()) parts.push_back(model->impl().decoder.embed(ids));
      ids.clear();
    };
    for (std::size_t i = 0; i < all.size();) {
      if (all[i] != kFrameMark) {
        if (i >= first) ids.push_back(all[i]);
        ++i;
        continue;
      }
      const at::Tensor& tokens = frames[frame++];
      if (i >= first) {
        flush();
        parts.push_back(tokens);
      }
      i += static_cast<std::size_t>(tokens.size(0));
    }
    flush();
    return at::cat(parts);
  }

  // How many leading positions of the prompt the cache already holds; the last position is always computed,
  // and a frame is reused whole or not at all.
  std::size_t reusable(const std::vector<TokenId>& all) const {
    std::size_t common = 0;
    while (common + 1 < all.size() && common < cached_ids.size() && all[common] == cached_ids[common])
      ++common;
    while (common > 0 && all[common] == kFrameMark && all[common - 1] == kFrameMark) --common;
    return common;
  }
};

Conversation::Conversation(std::shared_ptr<const Model> model, std::shared_ptr<const EncodedVideo> video) {
  try {
    impl_ = std::make_unique<Impl>(std::move(model), std::move(video));
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors("The conversation's key and value cache");
  }
}

Conversation::~Conversation() = default;
Conversation::Conversation(Conversation&&) noexcept = default;
Conversation& Conversation::operator=(Conversation&&) noexcept = default;

const std::vector<Turn>& Conversation::turns() const {
  return impl_->turns;
}
const Model& Conversation::model() const {
  return *impl_->model;
}
const EncodedVideo& Conversation::video() const {
  return *impl_->video;
}

const Turn& Conversation::ask(const std::string& question, const AskOptions& options,
                              const std::function<void(std::string_view)>& on_text, base::Progress& progress,
                              const std::stop_token& stop) {
  options.validate();
  options.attention.validate(impl_->model->config().decoder);
  check_question(question);
  const auto start = std::chrono::steady_clock::now();
  Impl& self = *impl_;
  std::vector<TokenId> ids = self.question_ids(question);
  const std::vector<TokenId> prompt = self.positions(ids);
  const std::int64_t capacity = self.cache.capacity();
  if (static_cast<std::int64_t>(prompt.size()) >= capacity)
    throw Error(ErrorCode::Usage,
                "The conversation with this question has " + std::to_string(prompt.size()) +
                    " tokens and leaves no room for an answer in the model's context of " +
                    std::to_string(capacity) +
                    "; start a new conversation, shorten the question or use fewer frames.");
  try {
    const std::size_t reused = self.reusable(prompt);
    self.cache.truncate(static_cast<std::int64_t>(reused));
    self.cached_ids.resize(reused);

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
    const double before_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    llm::Generation generation = llm::generate(
        self.model->impl().decoder, self.cache, self.embeddings(prompt, reused), generation_options(options),
        [&](std::int64_t id) {
          const std::string piece = decoder.push(id);
          if (recorder) pieces.push_back(piece);
          emit(piece);
        },
        progress, stop, recorder ? &*recorder : nullptr);
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
    ids.insert(ids.end(), generation.ids.begin(), generation.ids.end());
    ids.push_back(text::Tokenizer::kEnd);
    self.turn_ids.push_back(std::move(ids));

    turn.question = question;
    turn.options = options;
    turn.finish = generation.stopped ? Turn::Finish::Stopped
                  : generation.ended ? Turn::Finish::EndToken
                                     : Turn::Finish::Length;
    turn.prompt_tokens = static_cast<std::int64_t>(prompt.size());
    turn.reused_tokens = static_cast<std::int64_t>(reused);
    turn.prefill_ms = generation.prefill_ms;
    turn.first_token_ms = before_ms + generation.first_token_ms;
    const auto later_tokens = static_cast<double>(generation.ids.size()) - 1;
    turn.tokens_per_s =
        later_tokens > 0 && generation.generate_ms > 0 ? later_tokens * 1000 / generation.generate_ms : 0;
    turn.token_ids = std::move(generation.ids);
    turn.log_probabilities = std::move(generation.log_probabilities);
    self.turns.push_back(std::move(turn));
    return self.turns.back();
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors("Answering");
  }
}

void Conversation::add_known_turn(const std::string& question, const std::string& answer) {
  Impl& self = *impl_;
  const int frames = self.turns.empty() ? self.video->frame_slots() : 0;
  self.turn_ids.push_back(text::answered_turn_ids(self.model->tokenizer(), frames, question, answer));
  Turn turn;
  turn.question = question;
  turn.answer = answer;
  self.turns.push_back(std::move(turn));
}

void Conversation::add_known_turn(const Turn& turn) {
  Impl& self = *impl_;
  const std::int64_t vocabulary = self.model->config().decoder.vocab_size;
  const bool usable =
      !turn.token_ids.empty() && std::all_of(turn.token_ids.begin(), turn.token_ids.end(),
                                             [&](std::int64_t id) { return id >= 0 && id < vocabulary; });
  if (!usable) {
    add_known_turn(turn.question, turn.answer);
  } else {
    std::vector<TokenId> ids = self.question_ids(turn.question);
    ids.insert(ids.end(), turn.token_ids.begin(), turn.token_ids.end());
    ids.push_back(text::Tokenizer::kEnd);
    self.turn_ids.push_back(std::move(ids));
    self.turns.emplace_back();
  }
  self.turns.back() = turn;
}

void Conversation::truncate(std::size_t turn) {
  Impl& self = *impl_;
  if (turn >= self.turns.size()) return;
  self.turns.resize(turn);
  self.turn_ids.resize(turn);
}

}  // namespace vp::engine
