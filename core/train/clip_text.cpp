#include "train/clip_text.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "text/prompt.h"

namespace vp::train {
namespace {

// Appends what follows `said` in `ids`; from `open` on it is the answer's.
void append(TextBranch& branch, const std::vector<text::TokenId>& ids, std::size_t said, std::size_t open) {
  branch.ids.insert(branch.ids.end(), ids.begin() + static_cast<std::ptrdiff_t>(said), ids.end());
  for (std::size_t i = said; i < ids.size(); ++i) branch.is_target.push_back(i >= open);
}

// How far the question's own tokens reach into the answered turn: all of them, unless the answer's beginning
// grew together with the end of the question.
std::size_t common_length(const std::vector<text::TokenId>& question,
                          const std::vector<text::TokenId>& turn) {
  return static_cast<std::size_t>(
      std::mismatch(question.begin(), question.end(), turn.begin(), turn.end()).first - question.begin());
}

}  // namespace

ClipText encode_clip_text(const text::Tokenizer& tokenizer, int num_frames,
                          const std::vector<std::vector<Turn>>& dialogues) {
  ClipText clip;
  for (const std::vector<Turn>& turns : dialogues) {
    if (turns.empty())
      throw base::Error(base::ErrorCode::Usage,
                        base::untranslated("A dialogue without a question cannot be learned from."));
    TextBranch branch;
    for (std::size_t i = 0; i < turns.size(); ++i) {
      const int frames = i == 0 ? num_frames : 0;
      const auto question = i == 0 ? text::first_turn_ids(tokenizer, frames, turns[i].question)
                                   : text::next_turn_ids(tokenizer, turns[i].question);
      const auto whole = text::answered_turn_ids(tokenizer, frames, turns[i].question, turns[i].answer);
      std::size_t said = 0;
      if (i == 0) {
        const auto mark = std::find(whole.rbegin(), whole.rend(), text::kFrameMark);
        said = static_cast<std::size_t>(std::distance(mark, whole.rend()));
        if (clip.prefix.empty())
          clip.prefix.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(said));
      }
      append(branch, whole, said, common_length(question, whole));
    }
    clip.branches.push_back(std::move(branch));
  }
  return clip;
}

}  // namespace vp::train
