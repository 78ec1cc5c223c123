#include "media/stream_headers.h"

#include <algorithm>

namespace vp::media {
namespace {

// More than any recording has. A hostile file could bring new ones with each of its packets.
constexpr std::size_t kMostDifferent = 256;

}  // namespace

StreamHeaders::StreamHeaders(Bytes extradata) : blobs_{{extradata.begin(), extradata.end()}} {}

void StreamHeaders::note(const AVPacket& packet, std::int64_t ordinal) {
  if (packet.side_data_elems == 0) return;
  note(extradata_, packet, AV_PKT_DATA_NEW_EXTRADATA, ordinal);
  note(palettes_, packet, AV_PKT_DATA_PALETTE, ordinal);
}

void StreamHeaders::note(Changes& changes, const AVPacket& packet, AVPacketSideDataType type,
                         std::int64_t ordinal) {
  std::size_t size = 0;
  const std::uint8_t* data = av_packet_get_side_data(&packet, type, &size);
  if (data == nullptr || size == 0) return;
  const Bytes bytes(data, size);
  auto found = std::find_if(blobs_.begin(), blobs_.end(), [bytes](const std::vector<std::uint8_t>& blob) {
    return std::equal(blob.begin(), blob.end(), bytes.begin(), bytes.end());
  });
  if (found == blobs_.end()) {
    if (blobs_.size() >= kMostDifferent) return;
    found = blobs_.insert(blobs_.end(), {bytes.begin(), bytes.end()});
  }
  const int number = static_cast<int>(found - blobs_.begin());
  // Broadcasters repeat the same headers every few seconds.
  if (changes.empty() || changes.back().number != number) changes.push_back({ordinal, number});
}

int StreamHeaders::in_force(const Changes& changes, std::int64_t ordinal) {
  const auto after =
      std::upper_bound(changes.begin(), changes.end(), ordinal,
                       [](std::int64_t wanted, const Change& change) { return wanted < change.ordinal; });
  return after == changes.begin() ? -1 : std::prev(after)->number;
}

int StreamHeaders::number_at(std::int64_t ordinal) const {
  return std::max(in_force(extradata_, ordinal), 0);
}

StreamHeaders::Bytes StreamHeaders::palette_at(std::int64_t ordinal) const {
  const int number = in_force(palettes_, ordinal);
  return number >= 0 ? Bytes(blobs_[static_cast<std::size_t>(number)]) : Bytes();
}

}  // namespace vp::media
