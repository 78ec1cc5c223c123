#include "engine/prompt.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.h"
#include "text/prompt.h"
#include "video_chatgpt/prompt.h"
#include "video_llava/prompt.h"

namespace vp::engine {
namespace {

using text::kFrameMark;
using text::TokenId;

void append(std::vector<TokenId>& ids, const std::vector<TokenId>& more) {
  ids.insert(ids.end(), more.begin(), more.end());
}

bool knows_all(const checkpoint::DecoderConfig& decoder, const std::vector<std::int64_t>& ids) {
  return std::all_of(ids.begin(), ids.end(),
                     [&](std::int64_t id) { return id >= 0 && id < decoder.vocab_size; });
}

}  // namespace

std::vector<TokenId> turn_ids(const text::Tokenizer& tokenizer, const checkpoint::ModelConfig& model,
                              int pieces, bool first, std::string_view question, std::string_view answer) {
  switch (model.system) {
    case checkpoint::System::VideoPanda:
      return text::turn_ids(tokenizer, first, pieces, question, answer);
    case checkpoint::System::VideoLlava:
      return first ? text::turn_ids(tokenizer, first, pieces, question, answer)
                   : video_llava::later_turn_ids(tokenizer, question, answer);
    case checkpoint::System::VideoLlavaHf:
      return first ? video_llava::first_turn_ids_hf(tokenizer, pieces, question, answer)
                   : video_llava::later_turn_ids_hf(tokenizer, question, answer);
    case checkpoint::System::VideoChatGpt: {
      // The last two tokens of the vocabulary.
      const std::int64_t count = model.decoder.vocab_size;
      return first
                 ? video_chatgpt::first_turn_ids(tokenizer, {count - 2, count - 1}, pieces, question, answer)
                 : video_chatgpt::later_turn_ids(tokenizer, question, answer);
    }
  }
  return {};
}

Prompt::Prompt(const text::Tokenizer& tokenizer, const checkpoint::ModelConfig& model, int pieces)
    : tokenizer_(&tokenizer), model_(&model), pieces_(pieces) {}

std::vector<TokenId> Prompt::turn_ids(const Said& said, bool first) const {
  const bool as_text = said.tokens.empty() && !said.answer.empty();
  std::vector<TokenId> ids = engine::turn_ids(*tokenizer_, *model_, pieces_, first, said.question,
                                              as_text ? said.answer : std::string());
  if (!as_text) append(ids, said.tokens);
  if (model_->system != checkpoint::System::VideoLlavaHf) ids.push_back(said.end);
  return ids;
}

void Prompt::add(const Turn& turn) {
  const bool has_tokens = !turn.token_ids.empty() && knows_all(model_->decoder, turn.token_ids);
  said_.push_back({turn.question, turn.answer, has_tokens ? turn.token_ids : std::vector<TokenId>(),
                   end_token(turn, model_->decoder)});
  turns_.push_back(turn_ids(said_.back(), turns_.empty()));
}

void Prompt::truncate(std::size_t turns) {
  if (turns >= turns_.size()) return;
  turns_.resize(turns);
  said_.resize(turns);
}

std::vector<TokenId> Prompt::ids(std::string_view question, std::size_t after, std::size_t left_out) const {
  after = std::min(after, turns_.size());
  left_out = std::min(left_out, after);
  std::vector<TokenId> all;
  for (std::size_t i = left_out; i < after; ++i)
    append(all, i == left_out && i > 0 ? turn_ids(said_[i], true) : turns_[i]);
  append(all, engine::turn_ids(*tokenizer_, *model_, pieces_, after == left_out, question));
  return all;
}

std::vector<TokenId> positions_of(const std::vector<TokenId>& ids,
                                  const std::vector<std::int64_t>& frame_tokens) {
  std::vector<TokenId> positions;
  auto frame = frame_tokens.begin();
  for (const TokenId id : ids)
    positions.insert(positions.end(), id == kFrameMark ? static_cast<std::size_t>(*frame++) : 1, id);
  return positions;
}

TokenId end_token(const Turn& turn, const checkpoint::DecoderConfig& decoder) {
  const std::vector<std::int64_t>& ends = decoder.eos_token_ids;
  const auto is_end = [&](TokenId id) { return std::find(ends.begin(), ends.end(), id) != ends.end(); };
  if (turn.end_token_id && is_end(*turn.end_token_id)) return *turn.end_token_id;
  return ends.empty() || is_end(text::Tokenizer::kEnd) ? text::Tokenizer::kEnd : ends.front();
}

void check_room(std::int64_t positions, const checkpoint::DecoderConfig& decoder) {
  const std::int64_t context = decoder.max_position_embeddings;
  if (positions < context) return;
  throw base::Error(base::ErrorCode::Usage,
                    base::message("The conversation with this question has %1 tokens and leaves no room for "
                                  "an answer in the model's context of %2; start a new conversation, leave "
                                  "the oldest questions out, shorten the question or use fewer frames.",
                                  positions, context));
}

std::int64_t room_for_answer(std::int64_t max_new_tokens, const checkpoint::DecoderConfig& decoder) {
  return std::min(max_new_tokens, std::max<std::int64_t>(1, decoder.max_position_embeddings / 8));
}

}  // namespace vp::engine
