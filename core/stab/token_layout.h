#pragma once

#include <cstdint>

#include "checkpoint/ablation.h"

namespace vp::stab {

/// Which token of a frame's sequence is what: the context, then each row of patch tokens followed by its
/// row-split token (spec section 3, step 5), without what is left out.
class TokenLayout {
 public:
  /// `rows` h and `columns` w of the frame's tokens.
  TokenLayout(std::int64_t rows, std::int64_t columns, const checkpoint::Ablation& without)
      : rows_(rows),
        columns_(columns),
        context_(without.gstra && without.fsra ? 0 : 1),
        row_length_(columns + (without.row ? 0 : 1)) {}

  /// Tokens of the frame.
  std::int64_t count() const { return context_ + rows_ * row_length_; }
  /// Whether token `index` stands for a place of the picture.
  bool is_patch(std::int64_t index) const {
    return index >= context_ && (index - context_) % row_length_ < columns_;
  }

 private:
  std::int64_t rows_, columns_, context_, row_length_;
};

}  // namespace vp::stab
