#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/tokenizer.h"
#include "train/data/conversation_files.h"

namespace vp::train {

/// A dialogue as token ids, and which of them the model is to learn to say.
struct TextBranch {
  std::vector<text::TokenId> ids;
  std::vector<bool> is_target;  ///< answers and their </s>
};

/// Everything that is said about one video: what stands before the first question, frame marks included, and
/// the dialogues that continue it independently of one another, each exactly as it stands in a conversation.
struct ClipText {
  std::vector<text::TokenId> prefix;
  std::vector<TextBranch> branches;
};

/// `dialogues`: at least one, each of at least one turn. Throws Error(Usage) for an empty dialogue.
ClipText encode_clip_text(const text::Tokenizer& tokenizer, int num_frames,
                          const std::vector<std::vector<Turn>>& dialogues);

}  // namespace vp::train
