#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace vp::tokenizer {

struct TrainingOptions {
  std::filesystem::path text;   ///< UTF-8, a training sentence a line
  std::int64_t vocab_size = 0;  ///< tokens, the three control tokens and the 256 bytes included
  double character_share =
      0.99995;  ///< of the text's characters that get a token; the rest are spelled in bytes

  /// Throws Error(Usage).
  void validate() const;
};

/// Trains byte-pair encoding with SentencePiece as LLaMA's tokenizer was: ids 0, 1, 2 are <unk>, <s>, </s>,
/// then the 256 bytes, merges and characters; no normalisation, a space before every text, each digit a
/// token. Returns the serialised ModelProto: the same text and options give the same bytes, wherever the text
/// lies. Throws Error(Usage) for a text that cannot be used, or one too small or too varied for the
/// vocabulary.
std::string train_bpe(const TrainingOptions& options);

}  // namespace vp::tokenizer
