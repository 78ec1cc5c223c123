#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "media/ffmpeg_handles.h"
#include "media/input_file.h"
#include "media/packet_table.h"

namespace vp::media {

/// Decodes a video stream from any packet on. Decoded pictures carry their packet's ordinal as frame->pts.
class FrameDecoder {
 public:
  /// Both must outlive the decoder. `threads`: at most; 0: as many as are good for one decoder alone. Throws
  /// Error(Video) when no decoder is available.
  FrameDecoder(InputFile& input, const PacketTable& packets, int stream, int threads = 0);

  /// The next packet to be decoded is exactly this one. False when the file cannot be read up to there.
  bool start(std::int64_t ordinal, const std::stop_token& stop);
  /// The next picture in presentation order; null at the end. Pictures that no other picture needs and that
  /// rank before `skip_before_rank` may be left out, which halves the work of most H.264 files and changes
  /// nothing in the others.
  ffmpeg::FramePtr next(std::int64_t skip_before_rank, const std::stop_token& stop);

  /// False before start(), at the end, and after an interruption.
  bool running() const { return running_; }
  /// The ordinal of the next packet that will be decoded.
  std::int64_t next_ordinal() const { return ordinal_; }
  /// How often the decoder met something broken.
  std::int64_t damage() const { return damage_; }
  const AVCodecContext& codec() const { return *codec_; }

 private:
  bool seek_to(std::int64_t ordinal, const std::stop_token& stop);
  bool skip_to(std::int64_t ordinal, std::int64_t max_skipped, const std::stop_token& stop);
  bool read_packet(const std::stop_token& stop);
  void open(int headers);
  void tell_palette();
  void tell_in_band();
  bool can_leave_out() const;
  void feed(std::int64_t skip_before_rank, const std::stop_token& stop);

  InputFile& input_;
  const PacketTable& packets_;
  const int stream_;
  const int threads_;
  ffmpeg::CodecPtr codec_;
  ffmpeg::PacketPtr packet_;
  int headers_ = 0;          ///< the number of those that codec_ was opened with
  bool skippable_ = false;   ///< the codec's unreferenced pictures are safe to leave out
  int length_size_ = 0;      ///< of H.264 units
  bool has_packet_ = false;  ///< packet_ was read and not yet decoded; its ordinal is ordinal_
  bool running_ = false;
  bool draining_ = false;
  bool at_new_headers_ = false;  ///< draining only because packet_ has other headers than those before it
  bool has_palette_ = false;     ///< the codec knows the palette that holds
  bool has_in_band_ = false;     ///< the codec was told what packets before its first one said
  bool must_reopen_ = false;     ///< an interruption left the demuxer in an unknown state
  std::int64_t ordinal_ = 0;
  std::int64_t expected_ = -1;  ///< the ordinal after the packet read last, -1 after a seek
  std::int64_t damage_ = 0;
};

/// Says in which order the packets are shown and when: by their times, and where those do not tell, by the
/// order in which a decoder gives their pictures, at `frame_rate` (0: unknown). For that the whole stream is
/// decoded, but as roughly as the codec allows.
void order_packets(PacketTable& packets, InputFile& input, int stream, double frame_rate,
                   base::Progress& progress, const std::stop_token& stop);

}  // namespace vp::media
