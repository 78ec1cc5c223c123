#pragma once

#include <cstdint>
#include <vector>

namespace vp::media {

/// What a packet is to the pictures: a packet is not always one of them.
enum class PacketPart : std::uint8_t {
  Picture,      ///< a whole picture, or the first of its two fields
  SecondField,  ///< completes the picture of the Picture before it
  Nothing       ///< nothing that is ever shown
};

/// A time that is absent: FFmpeg's AV_NOPTS_VALUE.
inline constexpr std::int64_t kNoTime = INT64_MIN;

/// One packet of the video stream. Times are in the stream's time base, kNoTime when absent.
struct PacketRecord {
  std::int64_t pts = kNoTime;
  std::int64_t dts = kNoTime;
  std::int64_t position = -1;  ///< byte offset in the file, -1 when unknown
  std::int64_t duration = 0;   ///< ticks, 0 when unknown
  PacketPart part = PacketPart::Picture;
  bool key = false;   ///< decoding can start here
  bool shown = true;  ///< false: needed by others but cut away by an edit list, or an invisible frame
  bool cut = false;   ///< by an edit list
};

/// How a stream keeps time.
struct StreamClock {
  std::int64_t ticks_per_second = 1;
  /// The clock starts again at 2 to the power of this; 63 and more: never.
  int wrap_bits = 64;
  /// How many pictures may be stored before one that is shown before all of them: 16 in H.264 and its kind,
  /// 0 where pictures are stored in the order in which they are shown.
  int most_reordered = 0;
  /// The container keeps decoding times. Where it does not, they are guesses made from the pts.
  bool has_dts = true;
};

/// Differences and sums of a few times below this cannot overflow.
inline constexpr std::int64_t kMostTicks = INT64_MAX / 8;

struct PresentationOrder {
  /// By packet: when it is shown, on one clock for the whole file; kNoTime where that is unknown, and
  /// for what is no Picture.
  std::vector<std::int64_t> times;
  /// The Pictures (positions in the list of packets) as they are shown. Their times never go back.
  std::vector<std::int64_t> order;
};

/// The order and the times in which a stream's packets, given in the order of the file, are shown.
///
/// Within one recording that is the order of their pts; equal ones stay in the order of `decoded`, the
/// packets as their pictures come out of a decoder, or without it in that of the file. A recording ends where
/// the clock goes back, so that what follows is shown after all that came before. That is seen from the
/// decoding times, which never go back in one recording, and from the pts: of a key picture that would be
/// shown before one that is stored before it, or of one that would be shown before more pictures than a
/// decoder can have held back. What an edit list cuts away tells nothing. A part whose times overlap with
/// those before it goes on where those end; one that merely comes later keeps its distance.
PresentationOrder order_by_times(const std::vector<PacketRecord>& packets, const StreamClock& clock,
                                 const std::vector<std::int64_t>& decoded = {});

}  // namespace vp::media
