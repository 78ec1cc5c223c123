#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/model_config.h"
#include "engine/turn.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// What the decoder reads before an answer (spec section 4): the opening with the frames, the turns so far,
/// the question. Whoever asks, asks again or counts beforehand asks here, so that a conversation that is
/// reopened is the same one. The rules:
/// - An answer that is known with its tokens stands there as these, and one that ended at once as nothing. Of
///   an answer without tokens, or with one that the model does not have (it may come from a file), the text
///   counts: it is encoded in one piece with its question, as the authors' prompt writes it.
/// - Behind an answer stands its end token; see end_token(). In the prompt of Video-LLaVA's conversion there
///   is none.
/// Each system has a template of its own; see turn_ids().
class Prompt {
 public:
  /// Of a conversation without a turn about this many pieces of tokens (token_layouts()), none where there is
  /// no film. Both references must outlive the prompt.
  Prompt(const text::Tokenizer& tokenizer, const checkpoint::ModelConfig& model, int pieces);

  std::size_t turns() const { return turns_.size(); }
  /// Puts a turn behind the others.
  void add(const Turn& turn);
  /// The first `turns` turns remain.
  void truncate(std::size_t turns);

  /// The ids up to where the answer to `question` begins, a piece being one text::kFrameMark.
  std::vector<text::TokenId> ids(std::string_view question) const { return ids(question, turns()); }
  /// The same behind the first `after` turns alone, of which the first `left_out` are left out: the opening
  /// and the frames stand before the next one.
  std::vector<text::TokenId> ids(std::string_view question, std::size_t after,
                                 std::size_t left_out = 0) const;

 private:
  /// What a turn gives to its ids.
  struct Said {
    std::string question, answer;
    std::vector<text::TokenId> tokens;  ///< of the answer; empty where its text counts
    text::TokenId end = 0;
  };
  std::vector<text::TokenId> turn_ids(const Said& said, bool first) const;

  const text::Tokenizer* tokenizer_;
  const checkpoint::ModelConfig* model_;
  int pieces_;
  std::vector<Said> said_;
  std::vector<std::vector<text::TokenId>> turns_;  ///< each from its opening or "USER:" to its end token
};

/// A turn up to where its answer begins, by the template of the model's system; with an `answer`, which is
/// known as text only, up to that one's end. The first turn begins with the opening and `pieces` marks.
std::vector<text::TokenId> turn_ids(const text::Tokenizer& tokenizer, const checkpoint::ModelConfig& model,
                                    int pieces, bool first, std::string_view question,
                                    std::string_view answer = {});

/// The decoder's positions: `ids` with each piece's mark repeated for each of its tokens, of which the pieces
/// have `frame_tokens`, one number for each mark.
std::vector<text::TokenId> positions_of(const std::vector<text::TokenId>& ids,
                                        const std::vector<std::int64_t>& frame_tokens);

/// The token that ends this answer in a later prompt, and that is scored where the model said one: the one
/// that the model said. Where it said none (stopped, as long as allowed, known as text), or it is not known
/// or none of this model's, `</s>`, with which the authors' prompt parts the turns; the first of the config's
/// end tokens where `</s>` is none of them.
text::TokenId end_token(const Turn& turn, const checkpoint::DecoderConfig& decoder);

/// Throws Error(Usage) when a prompt of so many positions leaves no room for an answer.
void check_room(std::int64_t positions, const checkpoint::DecoderConfig& decoder);

/// Room that an answer is to find where turns are left out for it, in tokens: the longest allowed one's, or
/// an eighth of the context.
std::int64_t room_for_answer(std::int64_t max_new_tokens, const checkpoint::DecoderConfig& decoder);

}  // namespace vp::engine
