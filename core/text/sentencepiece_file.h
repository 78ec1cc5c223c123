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
  Type type = Type::Normal;
};

/// What this program itself needs from a SentencePiece model; encoding is the library's.
struct SentencePieceFile {
  std::vector<Piece> pieces;
  bool add_dummy_prefix = true;
};

/// Reads a serialised ModelProto. The library trusts much of what such a file says, so everything that could
/// lead it outside its buffers is refused here first: Error(Checkpoint) naming `file`.
SentencePieceFile parse_sentencepiece(const std::filesystem::path& file, std::string_view serialised);

}  // namespace vp::text
