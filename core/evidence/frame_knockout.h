#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "attention/answer_attention.h"
#include "evidence/layer_range.h"

namespace vp::evidence {

/// What an answer loses when question and answer may not look at one frame: the attention from their
/// positions to the frame's tokens is cut, and the same answer is scored again. The film's keys and values
/// stay, so later frames, the summary of the frame's chunk and earlier turns may still hold what the frame
/// showed: no change does not mean that the frame was of no use.
struct FrameKnockout {
  LayerRange layers;                     ///< in which the attention was cut
  int decoder_layers = 0;                ///< that the decoder has
  std::vector<std::int64_t> ids;         ///< the answer's tokens
  std::vector<std::string> pieces;       ///< the text that each token adds to the answer
  bool end = false;                      ///< the last token is the answer's end
  std::vector<float> log_probabilities;  ///< of each token, with all frames
  /// For each sampled frame the same without it.
  std::vector<std::vector<float>> without;
  double took_ms = 0;  ///< measuring it; 0: not known

  std::size_t tokens() const { return log_probabilities.size(); }
  std::size_t frames() const { return without.size(); }
  attention::TokenRange all() const { return {0, tokens()}; }
  bool operator==(const FrameKnockout&) const = default;
};

/// What is said beside every result of it.
const char* knockout_caveat();

/// The change of the log-probability (natural logarithm) of these tokens, frame by frame: below 0 where the
/// answer loses. Throws Error(Usage) for tokens that there are not.
std::vector<double> changes(const FrameKnockout& knockout, const attention::TokenRange& tokens);

/// A loss below this, in nats, is not shown as evidence: rounding and the next frame give as much.
inline constexpr double kLeastLoss = 0.1;

/// The frames that these changes say the answer needs: those that lose kLeastLoss or more, the largest loss
/// first, `most` of them at most.
std::vector<std::size_t> needed_frames(const std::vector<double>& changes, std::size_t most);

/// Whole words, as attention::answer_words().
std::vector<attention::AnswerWord> words(const FrameKnockout& knockout);

/// As arrays that NumPy opens: log_probabilities (tokens), without (frames, tokens), change (frames),
/// frame_index, frame_time_s (frames) and layers (2). `index` and `time_s` are the frames'. Throws
/// Error(Usage) for another number of them, Error(Output).
void write_npz(const std::filesystem::path& file, const FrameKnockout& knockout,
               const std::vector<std::int64_t>& index, const std::vector<double>& time_s);

}  // namespace vp::evidence
