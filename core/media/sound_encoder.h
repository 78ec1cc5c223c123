#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "media/ffmpeg_handles.h"

namespace vp::media {

/// Encodes interleaved stereo 16-bit samples at AudioReader's rate as AAC into a stream of a muxer. Results
/// below 0 go to `check`, which throws.
class SoundEncoder {
 public:
  using Check = std::function<void(int result)>;

  /// Adds the stream; the muxer's header must not have been written yet.
  SoundEncoder(AVFormatContext& muxer, Check check);

  /// Any number of samples; what does not fill a packet is kept for the next call.
  void write(std::span<const std::int16_t> samples);
  /// The rest, and what the encoder still holds.
  void finish();

 private:
  void encode(std::size_t first, std::size_t sample_count);
  void drain();

  AVFormatContext& muxer_;
  Check check_;
  ffmpeg::CodecPtr codec_;
  ffmpeg::FramePtr frame_;
  ffmpeg::PacketPtr packet_ = ffmpeg::make_packet();
  AVStream* stream_ = nullptr;         // owned by the muxer
  std::vector<std::int16_t> waiting_;  ///< interleaved
  std::int64_t encoded_ = 0;           ///< samples a channel
};

}  // namespace vp::media
