#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vp::text {

/// A vocabulary entry of a SentencePiece model.
struct Piece {
  /// The values of the file format.
  enum class Type { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };
  std::string text;
  float score = 0;
  Type type = Type::Normal;
};

/// A SentencePiece model for byte-pair encoding with the identity normaliser.
struct SentencePieceFile {
  std::vector<Piece> pieces;
  bool byte_fallback = false;            ///< characters without a piece are spelled in byte pieces
  bool add_dummy_prefix = true;          ///< a space goes before every text
  bool remove_extra_whitespaces = true;  ///< runs of spaces become one, those at both ends go
  bool escape_whitespaces = true;        ///< a space is U+2581 in pieces
};

/// Reads a serialised ModelProto. Throws Error(Checkpoint) naming `file` for one that is damaged, contradicts
/// itself, or is of another kind.
SentencePieceFile parse_sentencepiece(const std::filesystem::path& file, std::string_view serialised);

}  // namespace vp::text
