#pragma once

#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace vp::video_llava {

// The ids of a conversation's turns up to where an answer begins, each frame being one text::kFrameMark. With
// an `answer`, which is known as text only, they go on to its end. Questions and answers are user text:
// nothing in them becomes a control token.

/// The original layout's: Video-Panda's template, whose first turn has the same ids; what stands behind the
/// `</s>` of an answer is encoded by another rule.
std::vector<text::TokenId> later_turn_ids(const text::Tokenizer& tokenizer, std::string_view question,
                                          std::string_view answer = {});

/// The conversion's: "USER: <video>⏎QUESTION ASSISTANT:", without a system's text.
std::vector<text::TokenId> first_turn_ids_hf(const text::Tokenizer& tokenizer, int num_frames,
                                             std::string_view question, std::string_view answer = {});
/// " USER: QUESTION ASSISTANT:" directly behind an answer, without a `</s>`.
std::vector<text::TokenId> later_turn_ids_hf(const text::Tokenizer& tokenizer, std::string_view question,
                                             std::string_view answer = {});

}  // namespace vp::video_llava
