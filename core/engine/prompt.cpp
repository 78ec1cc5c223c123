#include "engine/prompt.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.h"
#include "text/prompt.h"

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

Prompt::Prompt(const text::Tokenizer& tokenizer, const checkpoint::DecoderConfig& decoder, int frame_slots)
    : tokenizer_(&tokenizer), decoder_(&decoder), frame_slots_(frame_slots) {}

std::vector<TokenId> Prompt::question_ids(std::string_view question, bool first) const {
  return first ? text::first_turn_ids(*tokenizer_, frame_slots_, question)
               : text::next_turn_ids(*tokenizer_, question);
}

std::vector<TokenId> Prompt::turn_ids(const Said& said, bool first) const {
  if (said.tokens.empty() && !said.answer.empty())
    return text::answered_turn_ids(*tokenizer_, first ? frame_slots_ : 0, said.question, said.answer,
                                   said.end);
  std::vector<TokenId> ids = question_ids(said.question, first);
  append(ids, said.tokens);
  ids.push_back(said.end);
  return ids;
}

void Prompt::add(const Turn& turn) {
  const bool has_tokens = !turn.token_ids.empty() && knows_all(*decoder_, turn.token_ids);
  said_.push_back({turn.question, turn.answer, has_tokens ? turn.token_ids : std::vector<TokenId>(),
                   end_token(turn, *decoder_)});
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
  append(all, question_ids(question, after == left_out));
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
