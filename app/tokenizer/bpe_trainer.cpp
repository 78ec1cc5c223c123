#include "bpe_trainer.h"

#include <sentencepiece_trainer.h>

#include <fstream>
#include <string_view>
#include <unordered_map>

#include "base/error.h"
#include "text/utf8.h"

namespace vp::tokenizer {
namespace {

constexpr std::int64_t kReservedTokens = 3 + 256;  // control tokens and bytes
constexpr std::int64_t kLargestVocabulary = 1 << 20;
constexpr std::uintmax_t kLargestText = std::uintmax_t{1}
                                        << 30;              // bytes; the trainer holds a few times as much
constexpr std::size_t kLongestLine = std::size_t{1} << 16;  // bytes
constexpr const char* kTrainersMark = "\xE2\x96\x85";       // U+2585; the trainer leaves out lines with it

[[noreturn]] void refuse(const std::string& sentence) {
  throw base::Error(base::ErrorCode::Usage, base::untranslated(sentence));
}

/// The lines of a text file that hold anything, each checked: the trainer would leave out what it cannot use
/// without a word.
class LineIterator final : public sentencepiece::SentenceIterator {
 public:
  explicit LineIterator(const std::filesystem::path& file) : file_(file), stream_(file, std::ios::binary) {
    if (!stream_) refuse("The text " + file.string() + " cannot be opened; check its name and its rights.");
    Next();
  }

  bool done() const override { return done_; }
  const std::string& value() const override { return line_; }
  sentencepiece::util::Status status() const override { return {}; }

  void Next() override {
    do {
      done_ = !std::getline(stream_, line_);
      ++number_;
      if (stream_.bad()) refuse("Reading " + file_.string() + " failed; check the disk.");
      if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    } while (!done_ && line_.find_first_not_of(" \t") == std::string::npos);
    if (!done_) check();
  }

 private:
  void check() const {
    const std::string where = "Line " + std::to_string(number_) + " of " + file_.string();
    if (line_.size() > kLongestLine)
      refuse(where + " has " + std::to_string(line_.size()) + " bytes, more than " +
             std::to_string(kLongestLine) + "; put one sentence or paragraph on a line.");
    if (line_.find('\0') != std::string::npos || text::valid_utf8(line_) != line_)
      refuse(where + " is not UTF-8 text; convert the file first.");
    if (line_.find(kTrainersMark) != std::string::npos)
      refuse(where + " holds the character U+2585, which SentencePiece keeps for itself; take it out.");
  }

  const std::filesystem::path& file_;
  std::ifstream stream_;
  std::string line_;
  std::int64_t number_ = 0;
  bool done_ = false;
};

std::unordered_map<std::string, std::string> trainer_arguments(const TrainingOptions& options) {
  return {{"model_type", "bpe"},
          {"vocab_size", std::to_string(options.vocab_size)},
          {"character_coverage", std::to_string(options.character_share)},
          {"byte_fallback", "true"},
          {"split_digits", "true"},
          {"allow_whitespace_only_pieces", "true"},
          {"normalization_rule_name", "identity"},
          {"add_dummy_prefix", "true"},
          {"remove_extra_whitespaces", "false"},
          {"unk_id", "0"},
          {"bos_id", "1"},
          {"eos_id", "2"},
          {"pad_id", "-1"},
          {"max_sentence_length", std::to_string(kLongestLine)},
          // A text that gives fewer tokens is refused below, with the number that it gives.
          {"hard_vocab_limit", "false"},
          {"num_threads", "1"},
          {"minloglevel", "2"}};
}

}  // namespace

void TrainingOptions::validate() const {
  if (vocab_size <= kReservedTokens || vocab_size > kLargestVocabulary)
    refuse("A vocabulary of " + std::to_string(vocab_size) + " tokens cannot be trained; from " +
           std::to_string(kReservedTokens + 1) + " (" + std::to_string(kReservedTokens) +
           " are control tokens and bytes) to " + std::to_string(kLargestVocabulary) + " can.");
  if (!(character_share >= 0.98 && character_share <= 1))
    refuse("The share of characters with a token of their own is " + std::to_string(character_share) +
           "; a number from 0.98 to 1 was expected.");
  std::error_code error;
  if (!std::filesystem::is_regular_file(text, error))
    refuse("The text " + text.string() + " is not a file; give a text with a sentence a line.");
  const std::uintmax_t size = std::filesystem::file_size(text, error);
  if (error || size > kLargestText)
    refuse("The text " + text.string() + " is larger than " + std::to_string(kLargestText >> 20) +
           " MiB; a part of its lines is enough.");
}

std::string train_bpe(const TrainingOptions& options) {
  options.validate();
  LineIterator lines(options.text);
  if (lines.done())
    refuse("The text " + options.text.string() + " is empty; a sentence a line was expected.");
  std::string model;
  const auto status = sentencepiece::SentencePieceTrainer::Train(trainer_arguments(options), &lines, &model);
  if (!status.ok() && std::string_view(status.message()).find("required_chars") != std::string_view::npos)
    refuse("A vocabulary of " + std::to_string(options.vocab_size) +
           " tokens is too small for the characters of " + options.text.string() +
           " beside the 256 bytes; use more tokens or a smaller share of characters.");
  if (!status.ok())
    refuse("SentencePiece could not train on " + options.text.string() + ": " + status.message());
  sentencepiece::SentencePieceProcessor trained;
  if (!trained.LoadFromSerializedProto(model).ok())
    refuse("SentencePiece cannot read what it trained on " + options.text.string() + "; use another text.");
  if (trained.GetPieceSize() != options.vocab_size)
    refuse("The text " + options.text.string() + " gives only " + std::to_string(trained.GetPieceSize()) +
           " tokens where " + std::to_string(options.vocab_size) +
           " were asked for; use more text or a smaller vocabulary.");
  return model;
}

}  // namespace vp::tokenizer
