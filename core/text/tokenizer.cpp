#include "text/tokenizer.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/sha256.h"
#include "text/bpe_encoder.h"
#include "text/sentencepiece_file.h"
#include "text/utf8.h"

namespace vp::text {
namespace {

constexpr std::string_view kSpaceSymbol = "\xE2\x96\x81";  // U+2581
constexpr std::uint64_t kLargestModel = std::uint64_t{256} << 20;
constexpr std::size_t kByteValues = 256;

struct ControlText {
  std::string_view text;
  TokenId id;
};
constexpr std::array<ControlText, 3> kControlTexts{
    {{"<unk>", Tokenizer::kUnknown}, {"<s>", Tokenizer::kBegin}, {"</s>", Tokenizer::kEnd}}};

[[noreturn]] void refuse(const std::filesystem::path& file, const base::Message& sentence) {
  throw base::Error(base::ErrorCode::Checkpoint, base::message("%1: %2", file.string(), sentence));
}

std::string read_model(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    refuse(file,
           base::message("is missing; a checkpoint's folder holds its SentencePiece model under this name."));
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error || size > kLargestModel)
    refuse(file, base::message("is larger than any SentencePiece model; copy or download it again."));
  std::string content(size, '\0');
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(content.data(), static_cast<std::streamsize>(size)))
    refuse(file, base::message("cannot be read; check that it may be."));
  return content;
}

/// "<0xAB>" → 0xAB; -1 for every other text.
int byte_of(std::string_view piece) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  if (piece.size() != 6 || !piece.starts_with("<0x") || !piece.ends_with(">")) return -1;
  const std::size_t high = kHex.find(piece[3]);
  const std::size_t low = kHex.find(piece[4]);
  return high == std::string_view::npos || low == std::string_view::npos ? -1
                                                                         : static_cast<int>(high * 16 + low);
}

std::string with_spaces(std::string_view piece) {
  std::string text;
  for (std::size_t end = 0; (end = piece.find(kSpaceSymbol)) != std::string_view::npos;) {
    text.append(piece.substr(0, end)) += ' ';
    piece.remove_prefix(end + kSpaceSymbol.size());
  }
  return text.append(piece);
}

}  // namespace

struct Tokenizer::Impl {
  std::filesystem::path file;
  std::string digest;
  BpeEncoder encoder;
  /// What each token adds inside a text.
  std::vector<std::string> bytes;
  /// Tokens that are a raw byte, not a text.
  std::vector<bool> is_byte;
  /// Tokens that a text may never produce.
  std::vector<bool> is_control;
  /// Ids of the byte tokens; empty for a vocabulary without them.
  std::vector<TokenId> byte_ids;

  Impl(std::filesystem::path path, std::string sha256, SentencePieceFile model)
      : file(std::move(path)), digest(std::move(sha256)), encoder(std::move(model)) {
    take_vocabulary(encoder.model());
  }

  void take_vocabulary(const SentencePieceFile& model) {
    std::vector<TokenId> found(kByteValues, -1);
    for (const Piece& piece : model.pieces) {
      const bool control = piece.type == Piece::Type::Control;
      const bool silent = control || piece.type == Piece::Type::Unknown;
      const int byte = piece.type == Piece::Type::Byte ? byte_of(piece.text) : -1;
      if (piece.type == Piece::Type::Byte && byte < 0)
        refuse(file, base::message("the byte token %1, \"%2\", is not spelled as <0x00> to <0xFF>.",
                                   bytes.size(), piece.text));
      if (byte >= 0) found[static_cast<std::size_t>(byte)] = static_cast<TokenId>(bytes.size());
      is_control.push_back(control);
      is_byte.push_back(byte >= 0);
      bytes.push_back(silent      ? ""
                      : byte >= 0 ? std::string(1, static_cast<char>(byte))
                                  : with_spaces(piece.text));
    }
    if (std::find(found.begin(), found.end(), -1) == found.end()) byte_ids = std::move(found);
  }

  /// Ids of `text`, its dummy-prefix space included.
  void encode(std::string_view text, std::vector<TokenId>& ids, const EncodingRule& rule = {}) const {
    if (text.empty()) return;
    for (const TokenId id : encoder.encode(valid_utf8(text), rule)) {
      if (!is_control.at(static_cast<std::size_t>(id)))
        ids.push_back(id);
      else
        spell(encoder.model().pieces[static_cast<std::size_t>(id)].text, ids);
    }
  }

  /// A vocabulary may hold a control token of one character, which would then be found in a text.
  void spell(const std::string& text, std::vector<TokenId>& ids) const {
    if (byte_ids.empty()) {
      ids.push_back(kUnknown);
      return;
    }
    for (const char byte : text) ids.push_back(byte_ids[static_cast<unsigned char>(byte)]);
  }
};

Tokenizer::Tokenizer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Tokenizer Tokenizer::load(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "tokenizer.model";
  const std::string content = read_model(file);
  base::Sha256 hash;
  hash.update(content);
  SentencePieceFile model = parse_sentencepiece(file, content);
  for (const ControlText& control : kControlTexts) {
    const Piece& piece = model.pieces[static_cast<std::size_t>(control.id)];
    const Piece::Type type = control.id == kUnknown ? Piece::Type::Unknown : Piece::Type::Control;
    if (piece.text != control.text || piece.type != type)
      refuse(file,
             base::message("token %1 is \"%2\"; the control token %3 was expected, as in LLaMA's tokenizer.",
                           control.id, piece.text, control.text));
  }
  return Tokenizer(std::make_unique<Impl>(file, base::to_hex(hash.finish()), std::move(model)));
}

const std::string& Tokenizer::digest() const {
  return impl_->digest;
}

std::int64_t Tokenizer::vocab_size() const {
  return static_cast<std::int64_t>(impl_->bytes.size());
}

std::vector<TokenId> Tokenizer::encode_template(std::string_view text) const {
  std::vector<TokenId> ids;
  std::size_t begin = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const auto* const control =
        std::find_if(kControlTexts.begin(), kControlTexts.end(),
                     [&](const ControlText& one) { return text.substr(at).starts_with(one.text); });
    if (control == kControlTexts.end()) {
      ++at;
      continue;
    }
    impl_->encode(text.substr(begin, at - begin), ids);
    ids.push_back(control->id);
    at += control->text.size();
    begin = at;
  }
  impl_->encode(text.substr(begin), ids);
  return ids;
}

std::vector<TokenId> Tokenizer::encode_plain(std::string_view text) const {
  std::vector<TokenId> ids;
  impl_->encode(text, ids);
  return ids;
}

std::vector<TokenId> Tokenizer::encode_plain(std::string_view text, const EncodingRule& rule) const {
  std::vector<TokenId> ids;
  impl_->encode(text, ids, rule);
  return ids;
}

std::vector<TokenId> Tokenizer::encode_after_end(std::string_view text) const {
  std::vector<TokenId> ids = encode_plain(text);
  if (ids.empty() || text.starts_with(' ')) return ids;
  std::string_view first = impl_->encoder.model().pieces[static_cast<std::size_t>(ids.front())].text;
  if (!first.starts_with(kSpaceSymbol)) return ids;
  first.remove_prefix(kSpaceSymbol.size());
  if (first.empty())
    ids.erase(ids.begin());
  else
    ids.front() = impl_->encoder.id_of(first);
  return ids;
}

std::string Tokenizer::decode(std::span<const TokenId> ids) const {
  StreamingDecoder decoder(*this);
  std::string text;
  for (const TokenId id : ids) text += decoder.push(id);
  return text + decoder.finish();
}

std::string Tokenizer::token_bytes(TokenId id) const {
  return id >= 0 && id < vocab_size() ? impl_->bytes[static_cast<std::size_t>(id)] : std::string();
}

bool Tokenizer::is_byte_token(TokenId id) const {
  return id >= 0 && id < vocab_size() && impl_->is_byte[static_cast<std::size_t>(id)];
}

bool Tokenizer::adds_prefix_space() const {
  return impl_->encoder.model().add_dummy_prefix;
}

}  // namespace vp::text
