#pragma once

#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "media/frame_index.h"
#include "media/input_file.h"
#include "media/stream_headers.h"

namespace vp::media {

/// One packet of the video stream. Times are in the stream's time base, AV_NOPTS_VALUE when absent.
struct PacketRecord {
  std::int64_t pts = AV_NOPTS_VALUE;
  std::int64_t dts = AV_NOPTS_VALUE;
  std::int64_t position = -1;  ///< byte offset in the file, -1 when unknown
  bool key = false;            ///< decoding can start here
  bool shown = true;  ///< false: needed by others but cut away by an edit list, or an invisible frame
};

/// All packets of a video stream in the order of the file, and which frame each becomes. A packet is known by
/// its ordinal: its position in that order. Ordinals are what the decoder gets as timestamps, so that a
/// decoded picture names its packet even where the container has no times or ambiguous ones.
class PacketTable {
 public:
  /// Demuxes the stream once, without decoding. Reports Phase::Index in bytes; throws Error(Stopped).
  static PacketTable scan(InputFile& input, int stream, base::Progress& progress,
                          const std::stop_token& stop);

  std::int64_t size() const { return static_cast<std::int64_t>(packets_.size()); }
  const PacketRecord& operator[](std::int64_t ordinal) const {
    return packets_[static_cast<std::size_t>(ordinal)];
  }
  bool damaged() const { return damaged_; }
  bool encrypted() const { return encrypted_; }
  /// Which headers hold at each packet.
  const StreamHeaders& headers() const { return headers_; }

  /// Whether the packets say in which order they are shown. If not, the order is that in which they come out
  /// of a decoder: give it to set_order().
  bool has_presentation_times() const;
  void set_order_from_times();
  void set_order(const std::vector<std::int64_t>& ordinals, std::int64_t ticks_per_frame);

  std::int64_t frame_count() const { return static_cast<std::int64_t>(packet_of_frame_.size()); }
  /// The frame that a packet becomes, or -1.
  std::int64_t frame_of(std::int64_t ordinal) const { return frame_[static_cast<std::size_t>(ordinal)]; }
  /// The packet's place in presentation order among all packets, shown or not.
  std::int64_t rank_of(std::int64_t ordinal) const { return rank_[static_cast<std::size_t>(ordinal)]; }
  std::int64_t packet_of(std::int64_t frame) const {
    return packet_of_frame_[static_cast<std::size_t>(frame)];
  }
  /// The last key packet from which everything up to this packet can be decoded; 0 when there is none.
  /// `false_keys` (ordinals) are marked as key packets but are none.
  std::int64_t key_for(std::int64_t ordinal, const std::vector<std::int64_t>& false_keys = {}) const;
  /// The key packet before this key packet; 0 when there is none.
  std::int64_t key_before(std::int64_t key, const std::vector<std::int64_t>& false_keys = {}) const;
  /// Ticks from the first frame's start to the last frame's end.
  std::int64_t duration() const;
  FrameIndex frame_index(base::Rational time_base) const;

  /// Whether a packet can be recognised after a seek.
  bool can_find() const { return identity_ != Identity::Order; }
  /// The ordinal of a packet just read, or -1. `expected` is the one after the packet read before, -1 after a
  /// seek.
  std::int64_t find(const AVPacket& packet, std::int64_t expected) const;

 private:
  enum class Identity { Position, Time, Order };

  void choose_identity();
  void join_segments(std::int64_t ticks_per_second);
  std::int64_t identity_key(const PacketRecord& packet) const;

  std::vector<PacketRecord> packets_;
  std::vector<std::int64_t> keys_;                                  ///< ordinals
  std::vector<std::int64_t> shown_at_;                              ///< by ordinal: pts made continuous
  std::vector<std::int64_t> rank_;                                  ///< by ordinal
  std::vector<std::int64_t> frame_;                                 ///< by ordinal
  std::vector<std::int64_t> packet_of_frame_;                       ///< by frame
  std::vector<std::pair<std::int64_t, std::int64_t>> by_identity_;  ///< (identity_key, ordinal), sorted
  Identity identity_ = Identity::Order;
  StreamHeaders headers_;
  std::int64_t last_duration_ = 0;  ///< ticks, of the packet shown last; 0 when unknown
  std::int64_t without_pts_ = 0;
  bool damaged_ = false;
  bool encrypted_ = false;
};

}  // namespace vp::media
