#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/sentencepiece_file.h"

namespace vp::text {

/// How a text is encoded where that is not as SentencePiece does it: Hugging Face's fast tokenizers differ.
struct EncodingRule {
  bool prefix_space = true;     ///< a space goes before the text, where the model says so
  bool merges_unscored = true;  ///< pieces may be merged into one whose score is 0
};

/// Byte-pair encoding as SentencePiece does it (T. Kudo and J. Richardson, 2018): starting from characters,
/// the two neighbours whose union has the best score in the vocabulary become one, the leftmost of equals
/// first. Immutable; thread-safe.
///
/// This is not left to libsentencepiece, because Debian's exports its own copy of protobuf: together with
/// LibTorch, which needs another version of it, a program would crash before main().
class BpeEncoder {
 public:
  explicit BpeEncoder(SentencePieceFile model);
  // The tables view into `model_`.
  BpeEncoder(const BpeEncoder&) = delete;
  BpeEncoder& operator=(const BpeEncoder&) = delete;

  const SentencePieceFile& model() const { return model_; }

  /// The ids of a text in valid UTF-8, the dummy-prefix space included; none for an empty text. A control
  /// token can come out where the vocabulary has one that is spelled like a single character.
  std::vector<std::int64_t> encode(std::string_view text, const EncodingRule& rule = {}) const;

  /// The id of this piece; the unknown token's where there is none.
  std::int64_t id_of(std::string_view piece) const;

 private:
  using Table = std::unordered_map<std::string_view, std::int64_t>;
  /// Of an unused piece: what it was put together from.
  using Origins = std::unordered_map<std::string_view, std::pair<std::string_view, std::string_view>>;

  std::string normalised(std::string_view text, bool prefix_space) const;
  /// The length of the longest user-defined piece that the text begins with; 0 for none.
  std::size_t user_defined_prefix(std::string_view text) const;
  /// The pieces that a normalised text is merged into, as views into it.
  std::vector<std::string_view> merged(std::string_view text, bool unscored, Origins& origins) const;

  SentencePieceFile model_;
  Table normal_;                                ///< pieces that a text can be merged into
  Table reserved_;                              ///< control, unknown and byte pieces
  std::vector<std::string_view> user_defined_;  ///< sorted
  std::vector<std::int64_t> byte_ids_;          ///< of the 256 bytes; empty without byte fallback
  std::int64_t unknown_ = 0;
};

}  // namespace vp::text
