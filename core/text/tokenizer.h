#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/bpe_encoder.h"

namespace vp::text {

using TokenId = std::int64_t;

/// A LLaMA SentencePiece tokenizer (spec section 4). Immutable after load; thread-safe.
class Tokenizer {
 public:
  static constexpr TokenId kUnknown = 0;
  static constexpr TokenId kBegin = 1;  ///< <s>
  static constexpr TokenId kEnd = 2;    ///< </s>

  /// Throws Error(Checkpoint) when FOLDER/tokenizer.model is missing or is not a SentencePiece model whose
  /// ids 0, 1, 2 are <unk>, <s>, </s>.
  static Tokenizer load(const std::filesystem::path& folder);

  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

  std::int64_t vocab_size() const;

  /// SHA-256 of the bytes that tokenizer.model held when it was read, as hexadecimal.
  const std::string& digest() const;

  /// Text of a prompt template: `</s>`, `<s>` and `<unk>` in it are the control tokens 2, 1, 0 and split it;
  /// each remaining piece is encoded by itself with its dummy-prefix space; an empty piece gives nothing.
  std::vector<TokenId> encode_template(std::string_view text) const;

  /// Text that someone typed: encoded as one piece, and whatever it spells, no control token comes out. Bytes
  /// that are not UTF-8 are read as U+FFFD. `<unk>` stands only for a character that the vocabulary cannot
  /// spell, which one with byte tokens (as LLaMA's) always can.
  std::vector<TokenId> encode_plain(std::string_view text) const;

  /// The same by the rules of Hugging Face's fast tokenizers, where they differ from SentencePiece's.
  std::vector<TokenId> encode_plain(std::string_view text, const EncodingRule& rule) const;

  /// Text that stands directly behind a `</s>`, as Hugging Face's slow tokenizer has it with "legacy": false:
  /// encoded as if it stood at a beginning, and unless it begins with a space, the space of the first piece
  /// is cut off. What then is no piece is `<unk>`.
  std::vector<TokenId> encode_after_end(std::string_view text) const;

  /// The text of a whole answer: control tokens and ids outside the vocabulary give nothing, the space that
  /// encoding puts before a text is taken away, each byte that belongs to no character becomes U+FFFD.
  std::string decode(std::span<const TokenId> ids) const;

  /// The raw bytes that one token adds inside a text ("▁" is a space; a byte token is that byte; control
  /// tokens and ids outside the vocabulary give nothing).
  std::string token_bytes(TokenId id) const;

  /// Whether the token is one raw byte rather than a text.
  bool is_byte_token(TokenId id) const;

  /// Whether encoding puts a space before every text.
  bool adds_prefix_space() const;

 private:
  struct Impl;
  explicit Tokenizer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Turns tokens into text as they come: gives only whole UTF-8 characters, so that the concatenation of all
/// push() results and finish() equals Tokenizer::decode of all ids. Must not outlive the tokenizer.
class StreamingDecoder {
 public:
  explicit StreamingDecoder(const Tokenizer& tokenizer) : tokenizer_(&tokenizer) {}
  std::string push(TokenId id);
  /// What was held back, with U+FFFD for an unfinished character.
  std::string finish();

 private:
  const Tokenizer* tokenizer_;
  std::string pending_;
  bool at_start_ = true;
};

}  // namespace vp::text
