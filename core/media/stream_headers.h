#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "media/ffmpeg_handles.h"

namespace vp::media {

/// What a stream tells its decoder beside the pictures, and from which packet on it holds: the codec's
/// headers
/// ("extradata") and a palette. A container gives a new one once, with one packet; a decoder that starts
/// behind that packet has to be told again.
class StreamHeaders {
 public:
  using Bytes = std::span<const std::uint8_t>;

  /// The headers with which the stream begins.
  explicit StreamHeaders(Bytes extradata = {});
  /// Keeps what this packet brings. Ordinals ascend.
  void note(const AVPacket& packet, std::int64_t ordinal);

  /// Which headers hold at a packet: 0 for the first ones, and the same number wherever they are the same.
  int number_at(std::int64_t ordinal) const;
  Bytes extradata(int number) const { return blobs_[static_cast<std::size_t>(number)]; }
  /// The palette that holds at a packet; empty where none was given so far.
  Bytes palette_at(std::int64_t ordinal) const;

 private:
  struct Change {
    std::int64_t ordinal;
    int number;  ///< in blobs_
  };
  using Changes = std::vector<Change>;
  static int in_force(const Changes& changes, std::int64_t ordinal);
  void note(Changes& changes, const AVPacket& packet, AVPacketSideDataType type, std::int64_t ordinal);

  std::vector<std::vector<std::uint8_t>> blobs_;  ///< all different
  Changes extradata_;
  Changes palettes_;
};

}  // namespace vp::media
