#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "media/ffmpeg_handles.h"
#include "media/in_band_headers.h"

namespace vp::media {

/// What a stream tells its decoder beside the pictures, and from which packet on it holds: the codec's
/// headers, which the container gives ("extradata") or which stand in packets ("in band"), and a palette. A
/// new one may come once, with one packet; a decoder that starts behind that packet has to be told again.
class StreamHeaders {
 public:
  using Bytes = std::span<const std::uint8_t>;

  /// The headers with which the stream begins.
  explicit StreamHeaders(Bytes extradata = {});
  /// Keeps what this packet brings. Ordinals ascend.
  void note(const AVPacket& packet, std::int64_t ordinal);

  /// Keeps the headers that stand in this packet. Ordinals ascend.
  void note_in_band(std::span<const HeaderUnit> units, std::int64_t ordinal);

  /// Which of the container's headers hold at a packet: 0 for the first ones, and the same number wherever
  /// they are the same.
  int number_at(std::int64_t ordinal) const;
  Bytes extradata(int number) const { return blobs_[static_cast<std::size_t>(number)]; }
  /// The palette that holds at a packet; empty where none was given so far.
  Bytes palette_at(std::int64_t ordinal) const;
  /// Whether packets bring other headers than the container's first ones.
  bool has_in_band() const { return !in_band_.empty(); }
  /// What a decoder that starts at a packet has to read before it: the headers in packets so far, in the
  /// packets' form.
  Bytes in_band_at(std::int64_t ordinal) const;

 private:
  using Blob = std::vector<std::uint8_t>;
  struct InBandUnit {
    unsigned type;
    Blob framed;
  };
  struct Change {
    std::int64_t ordinal;
    int number;  ///< in blobs_
  };
  using Changes = std::vector<Change>;
  static int in_force(const Changes& changes, std::int64_t ordinal);
  void note(Changes& changes, const AVPacket& packet, AVPacketSideDataType type, std::int64_t ordinal);

  /// Nothing when there are too many different ones.
  void change(Changes& changes, Bytes bytes, std::int64_t ordinal);

  std::vector<Blob> blobs_;  ///< all different
  Changes extradata_;
  Changes palettes_;
  Changes in_band_;
  std::vector<InBandUnit> units_;  ///< all different, in the order in which they were last given
};

}  // namespace vp::media
