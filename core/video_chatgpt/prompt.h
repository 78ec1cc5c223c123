#pragma once

#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace vp::video_chatgpt {

/// The ids of the tokens around a video, which stand in no vocabulary.
struct VideoTokens {
  text::TokenId start = 0;  ///< <vid_start>
  text::TokenId end = 0;    ///< <vid_end>
};

// The ids of a conversation's turns up to where an answer begins, as the released scripts have them (Hugging
// Face's fast tokenizer). With an `answer`, which is known as text only, they go on to its end. Questions and
// answers are user text: nothing in them becomes a control token.

/// The system's text and the question, then the video: `slots` times text::kFrameMark.
std::vector<text::TokenId> first_turn_ids(const text::Tokenizer& tokenizer, const VideoTokens& video,
                                          int slots, std::string_view question, std::string_view answer = {});
/// A later turn, behind the `</s>` of the answer before it.
std::vector<text::TokenId> later_turn_ids(const text::Tokenizer& tokenizer, std::string_view question,
                                          std::string_view answer = {});

}  // namespace vp::video_chatgpt
