#pragma once

#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "media/frame_index.h"
#include "media/input_file.h"
#include "media/presentation_order.h"
#include "media/stream_headers.h"

namespace vp::media {

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
  /// `decoded`: the order in which the packets' pictures come out of a decoder, which decides between equal
  /// times.
  void set_order_from_times(const std::vector<std::int64_t>& decoded = {});
  /// Whether the order from times alone is in doubt: pictures with equal times among pictures that are not
  /// stored as they are shown.
  bool has_doubtful_times() const;
  void set_order(const std::vector<std::int64_t>& ordinals, std::int64_t ticks_per_frame);

  /// How many of the first frames a decoder may never give, since the file begins in mid-recording: those
  /// that are shown before the first key picture.
  std::int64_t frames_without_start() const;
  /// They are no frames of the film.
  void drop_first_frames(std::int64_t count);

  std::int64_t frame_count() const { return static_cast<std::int64_t>(packet_of_frame_.size()); }
  /// The packet with which this packet's picture begins: itself, but for a second field.
  std::int64_t picture_of(std::int64_t ordinal) const;
  /// Whether it holds one of the two fields that make a picture.
  bool is_field(std::int64_t ordinal) const;
  bool has_fields() const { return has_fields_; }
  /// The frame that a packet becomes or is a part of, or -1.
  std::int64_t frame_of(std::int64_t ordinal) const { return frame_[static_cast<std::size_t>(ordinal)]; }
  /// The place of the packet's picture in presentation order among all pictures, shown or not.
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
  enum class Identity { Position, PositionAndTime, Time, Order };

  void choose_identity();
  using IdentityKey = std::pair<std::int64_t, std::int64_t>;
  IdentityKey identity_key(const PacketRecord& packet) const;
  void rank_the_rest();
  /// By frame, when most frames' packets have times; empty otherwise.
  std::vector<std::int64_t> known_times(std::int64_t ticks_per_frame);

  std::vector<PacketRecord> packets_;
  std::vector<std::int64_t> keys_;                                 ///< ordinals
  std::vector<std::int64_t> shown_at_;                             ///< by ordinal: pts made continuous
  std::vector<std::int64_t> rank_;                                 ///< by ordinal
  std::vector<std::int64_t> frame_;                                ///< by ordinal
  std::vector<std::int64_t> packet_of_frame_;                      ///< by frame
  std::vector<std::pair<IdentityKey, std::int64_t>> by_identity_;  ///< with ordinals; sorted
  Identity identity_ = Identity::Order;
  StreamHeaders headers_;
  StreamClock clock_;
  std::int64_t last_duration_ = 0;  ///< ticks, of the frame shown last; 0 when unknown
  std::int64_t without_pts_ = 0;
  bool has_fields_ = false;
  bool damaged_ = false;
  bool encrypted_ = false;
};

}  // namespace vp::media
