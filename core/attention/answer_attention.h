#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "attention/reduction.h"
#include "attention/token_layout.h"

namespace vp::attention {

/// What an answer's tokens attended to among the visual tokens. Each value is a share of the attention of the
/// position that produced the token: the softmax runs over everything before it, text included, so that the
/// visual values alone sum to less than 1.
struct AnswerAttention {
  std::vector<int> layers;          ///< decoder layers that were recorded, ascending
  std::vector<int> heads;           ///< heads averaged over, ascending
  int layer_heads = 0;              ///< heads that a layer has
  bool per_layer = false;           ///< a row a layer; else the mean over `layers`
  std::vector<TokenLayout> frames;  ///< frame slots, padding included
  std::vector<std::string> pieces;  ///< the text that each token added; together the answer
  std::vector<float> values;        ///< (tokens, rows, visual tokens)
  std::vector<float> shares;  ///< of each token's attention the part on visual tokens, mean over the rows

  std::size_t tokens() const { return pieces.size(); }
  std::size_t rows() const { return per_layer ? layers.size() : 1; }
  std::size_t columns() const;
};

/// Tokens [first, last) of an answer.
struct TokenRange {
  std::size_t first = 0;
  std::size_t last = 0;

  bool operator==(const TokenRange&) const = default;
};

/// A frame's share of the attention, by kind of token.
struct FrameMass {
  double context = 0;
  double patches = 0;
  double row_tokens = 0;

  double total() const { return context + patches + row_tokens; }
};

// `row` is a row of the record: the index in `layers` where there is a row a layer, and kAllRows for their
// mean. The functions below throw Error(Usage) for tokens, rows or frames that the record does not have, and
// for a record whose sizes contradict each other.

inline constexpr int kAllRows = -1;

/// The mean over the tokens of what falls on each frame slot.
std::vector<FrameMass> answer_masses(const AnswerAttention& record, const TokenRange& tokens, int row);
/// The mean over the tokens of what falls on each patch token of a frame: (h, w).
MapGrid answer_grid(const AnswerAttention& record, int frame, const TokenRange& tokens, int row);

/// The record with the mean of its layers in place of a row a layer.
AnswerAttention mean_over_layers(const AnswerAttention& record);

/// AnswerAttention::shares from its values.
std::vector<float> visual_shares(const AnswerAttention& record);

/// A word of an answer.
struct AnswerWord {
  std::string text;  ///< without space around it
  TokenRange tokens;

  bool operator==(const AnswerWord&) const = default;
};

/// Joins tokens to whole words. A word ends at white space; punctuation at its end is a word of its own, but
/// a full stop, an apostrophe or a hyphen inside one stays; a character of a script without spaces between
/// its words is a word. Tokens that add only space, or no text at all at the end, belong to no word.
std::vector<AnswerWord> answer_words(const std::vector<std::string>& pieces);

}  // namespace vp::attention
