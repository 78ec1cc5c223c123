#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace vp::media {

/// Sound played faster or slower at its own pitch: short pieces of it are joined where their waves agree best
/// (WSOLA: Verhelst and Roelands, ICASSP 1993). Interleaved stereo at AudioReader::kSampleRate.
class TimeStretch {
 public:
  static constexpr double kSlowest = 0.25;
  static constexpr double kFastest = 4.0;

  /// Gives the next frames of the input, interleaved; returns how many, 0 at the end.
  using Source = std::function<std::size_t(std::span<std::int16_t>)>;

  /// `rate`: seconds of input in a second of output, kSlowest to kFastest.
  explicit TimeStretch(double rate = 1) { reset(rate); }

  /// Starts anew: the next frame that the source gives is the first one heard.
  void reset(double rate);
  double rate() const { return rate_; }
  /// Fills `out`, interleaved; returns how many frames were written, 0 at the end. At rate 1 the output is
  /// the input.
  std::size_t read(std::span<std::int16_t> out, const Source& source);

 private:
  bool make_piece(const Source& source);
  void fill_to(std::int64_t frame, const Source& source);
  std::int64_t best_start(std::int64_t wanted);
  float mono(std::int64_t frame) const;

  double rate_ = 1;
  std::vector<std::int16_t> input_;  ///< interleaved, from frame input_begin_ on
  std::int64_t input_begin_ = 0;     ///< frames counted from the first one of the source
  std::int64_t source_end_ = 0;      ///< frames that the source gave
  bool source_ended_ = false;
  std::int64_t natural_ = 0;         ///< the frame that follows the piece before in the input
  double wanted_ = 0;                ///< where the next piece should start
  std::vector<std::int16_t> piece_;  ///< output, of which piece_begin_ samples are handed out
  std::size_t piece_begin_ = 0;
  std::vector<float> reference_;  ///< the wave that the next piece should continue, mono
  std::vector<float> candidates_;
};

}  // namespace vp::media
