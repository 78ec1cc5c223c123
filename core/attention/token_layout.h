#pragma once

#include <cstdint>

#include "checkpoint/ablation.h"

namespace vp::attention {

/// The tokens of a frame as the decoder reads them: the context token, then row by row the patch tokens of
/// the row and its row-split token (spec section 3, step 5), without what the model was trained without.
struct TokenLayout {
  int height = 0;          ///< h, rows of patch tokens
  int width = 0;           ///< w, patch tokens a row
  bool context = true;     ///< there is a context token
  bool row_tokens = true;  ///< there are row-split tokens

  /// Of a model that lacks `without`.
  static TokenLayout of(int height, int width, const checkpoint::Ablation& without) {
    return {height, width, !(without.gstra && without.fsra), !without.row};
  }

  std::int64_t row_length() const { return width + (row_tokens ? 1 : 0); }
  /// Tokens of the frame.
  std::int64_t count() const { return (context ? 1 : 0) + height * row_length(); }
  /// Whether token `index` stands for a place of the picture.
  bool is_patch(std::int64_t index) const {
    const std::int64_t first = context ? 1 : 0;
    return index >= first && (index - first) % row_length() < width;
  }

  bool operator==(const TokenLayout&) const = default;
};

}  // namespace vp::attention
