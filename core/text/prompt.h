#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace vp::text {

/// Stands for the tokens of one frame in a list of prompt ids.
inline constexpr TokenId kFrameMark = -200;

/// Ids of the conversation's opening up to and including the first question's "ASSISTANT:" (spec section 4):
/// `<s>`, the system sentence and "USER: ", `num_frames` frame marks, "\nQUESTION ASSISTANT:".
/// The question is user text: nothing in it becomes a control token or a frame mark.
std::vector<TokenId> first_turn_ids(const Tokenizer& tokenizer, int num_frames, std::string_view question);

/// Ids of a later turn: "USER: QUESTION ASSISTANT:". They follow the `</s>` of the answer before.
std::vector<TokenId> next_turn_ids(const Tokenizer& tokenizer, std::string_view question);

/// Ids of a whole turn whose answer is known as text only: the answer is encoded in one piece with the
/// question before it (" ANSWER" directly after "ASSISTANT:"), then `end`. With `num_frames` > 0 it is the
/// first turn and begins with the conversation's opening.
std::vector<TokenId> answered_turn_ids(const Tokenizer& tokenizer, int num_frames, std::string_view question,
                                       std::string_view answer, TokenId end = Tokenizer::kEnd);

/// A turn, the first one with the opening about `num_frames` frames, none among them: up to where its answer
/// begins, or with `answer`, which is known as text only, to that one's end, without an end token.
std::vector<TokenId> turn_ids(const Tokenizer& tokenizer, bool first, int num_frames,
                              std::string_view question, std::string_view answer);

}  // namespace vp::text
