#include "text/sentencepiece_file.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <set>
#include <utility>

#include "base/error.h"
#include "text/utf8.h"

namespace vp::text {
namespace {

constexpr std::size_t kMostPieces = std::size_t{1} << 22;
constexpr std::size_t kLongestPiece = 4096;  // bytes

[[noreturn]] void refuse(const std::filesystem::path& file, const base::Message& sentence) {
  throw base::Error(base::ErrorCode::Checkpoint, base::message("%1: %2", file.string(), sentence));
}

/// One field of a protocol buffer message.
struct Field {
  std::uint32_t number = 0;
  std::uint64_t integer = 0;  ///< of a varint or fixed-size field
  std::string_view bytes;     ///< of a length-delimited field
  int wire_type = 0;
};

/// Walks the fields of one protocol buffer message.
class MessageReader {
 public:
  MessageReader(const std::filesystem::path& file, std::string_view message) : file_(file), rest_(message) {}

  bool next(Field& field) {
    if (rest_.empty()) return false;
    const std::uint64_t tag = varint();
    field = {};
    field.number = static_cast<std::uint32_t>(tag >> 3);
    field.wire_type = static_cast<int>(tag & 7);
    if (tag > UINT32_MAX || field.number == 0) damaged();
    switch (field.wire_type) {
      case 0:
        field.integer = varint();
        break;
      case 1:
        field.integer = fixed<std::uint64_t>();
        break;
      case 2: {
        const std::uint64_t length = varint();
        if (length > rest_.size()) damaged();
        field.bytes = rest_.substr(0, length);
        rest_.remove_prefix(length);
        break;
      }
      case 5:
        field.integer = fixed<std::uint32_t>();
        break;
      default:
        damaged();
    }
    return true;
  }

 private:
  [[noreturn]] void damaged() const {
    refuse(file_, base::message("is not a SentencePiece model, or is damaged; copy or download it again."));
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) damaged();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    damaged();
  }

  template <typename Integer>
  std::uint64_t fixed() {
    Integer value = 0;
    if (rest_.size() < sizeof(value)) damaged();
    std::memcpy(&value, rest_.data(), sizeof(value));
    rest_.remove_prefix(sizeof(value));
    return value;
  }

  const std::filesystem::path& file_;
  std::string_view rest_;
};

Piece parse_piece(const std::filesystem::path& file, std::string_view message, std::size_t id) {
  Piece piece;
  MessageReader reader(file, message);
  for (Field field; reader.next(field);) {
    if (field.number == 1 && field.wire_type == 2) {
      piece.text = field.bytes;
    } else if (field.number == 2 && field.wire_type == 5) {
      float score = 0;
      const auto bits = static_cast<std::uint32_t>(field.integer);
      std::memcpy(&score, &bits, sizeof(score));
      if (!std::isfinite(score))
        refuse(file, base::message("the token %1 has a score that is not a finite number.", id));
      piece.score = score;
    } else if (field.number == 3 && field.wire_type == 0) {
      if (field.integer < 1 || field.integer > 6)
        refuse(file, base::message("the token %1 is of the unknown type %2.", id, field.integer));
      piece.type = static_cast<Piece::Type>(field.integer);
    }
  }
  if (piece.text.empty() || piece.text.size() > kLongestPiece || valid_utf8(piece.text) != piece.text ||
      piece.text.find('\0') != std::string::npos)
    refuse(file, base::message("the token %1 is empty, longer than %2 bytes or not UTF-8 text.", id,
                               kLongestPiece));
  return piece;
}

constexpr std::uint64_t kUnigram = 1;  // the format's default
constexpr std::uint64_t kBytePair = 2;

/// Takes in a trainer_spec and gives its algorithm; `before` where it names none.
std::uint64_t read_trainer(const std::filesystem::path& file, std::string_view message, std::uint64_t before,
                           SentencePieceFile& model) {
  std::uint64_t algorithm = before;
  MessageReader reader(file, message);
  for (Field field; reader.next(field);) {
    if (field.wire_type != 0) continue;
    if (field.number == 3) algorithm = field.integer;
    if (field.number == 24 && field.integer != 0)
      refuse(file, base::message("it puts spaces behind words instead of before them; only tokenizers as "
                                 "LLaMA's are supported."));
    if (field.number == 35) model.byte_fallback = field.integer != 0;
  }
  return algorithm;
}

void check_normalizer(const std::filesystem::path& file, std::string_view message, SentencePieceFile* model) {
  MessageReader reader(file, message);
  for (Field field; reader.next(field);) {
    if (field.number == 2 && field.wire_type == 2 && !field.bytes.empty())
      refuse(file,
             base::message("it rewrites characters before it encodes them (a \"precompiled_charsmap\"); only "
                           "tokenizers with the identity normaliser, as LLaMA's, are supported."));
    if (model == nullptr || field.wire_type != 0) continue;
    if (field.number == 3) model->add_dummy_prefix = field.integer != 0;
    if (field.number == 4) model->remove_extra_whitespaces = field.integer != 0;
    if (field.number == 5) model->escape_whitespaces = field.integer != 0;
  }
}

void check_pieces(const std::filesystem::path& file, const SentencePieceFile& model) {
  // A text may be spelled once among the pieces that texts are made of, and once among the others.
  std::set<std::pair<bool, std::string_view>> seen;
  std::size_t unknown = 0;
  std::size_t bytes = 0;
  for (const Piece& piece : model.pieces) {
    const bool reserved = piece.type == Piece::Type::Control || piece.type == Piece::Type::Unknown ||
                          piece.type == Piece::Type::Byte;
    if (!seen.insert({reserved, piece.text}).second)
      refuse(file, base::message("is not a usable SentencePiece model: the token \"%1\" is there twice.",
                                 piece.text));
    if (piece.type == Piece::Type::Unknown) ++unknown;
    if (piece.type == Piece::Type::Byte) ++bytes;
  }
  if (unknown != 1)
    refuse(file, base::message(
                     "is not a usable SentencePiece model: it has %1 unknown tokens where one was expected.",
                     unknown));
  if (model.byte_fallback && bytes != 256)
    refuse(file,
           base::message(
               "is not a usable SentencePiece model: it has %1 byte tokens where 256 were expected.", bytes));
  if (!model.byte_fallback && bytes != 0)
    refuse(file, base::message(
                     "is not a usable SentencePiece model: it has %1 byte tokens where none were expected.",
                     bytes));
}

}  // namespace

SentencePieceFile parse_sentencepiece(const std::filesystem::path& file, std::string_view serialised) {
  SentencePieceFile model;
  std::uint64_t algorithm = kUnigram;
  MessageReader reader(file, serialised);
  for (Field field; reader.next(field);) {
    if (field.wire_type != 2) continue;
    if (field.number == 1) {
      if (model.pieces.size() == kMostPieces)
        refuse(file, base::message("has more than %1 tokens.", kMostPieces));
      model.pieces.push_back(parse_piece(file, field.bytes, model.pieces.size()));
    } else if (field.number == 2) {
      algorithm = read_trainer(file, field.bytes, algorithm, model);
    } else if (field.number == 3) {
      check_normalizer(file, field.bytes, &model);
    } else if (field.number == 5) {
      check_normalizer(file, field.bytes, nullptr);
    }
  }
  if (model.pieces.size() < 3)
    refuse(file, base::message("is not a SentencePiece model: it has fewer than three tokens."));
  if (algorithm != kBytePair)
    refuse(file,
           base::message("its algorithm is number %1; byte-pair encoding (2), as LLaMA's, was expected.",
                         algorithm));
  check_pieces(file, model);
  return model;
}

}  // namespace vp::text
