#include "media/stream_headers.h"

#include <algorithm>

namespace vp::media {
namespace {

// More than any recording has. A hostile file could bring new ones with each of its packets.
constexpr std::size_t kMostDifferent = 256;
// H.264 knows 32 sequence and 256 picture parameter sets, of which recordings use a few; each is tens of
// bytes long.
constexpr std::size_t kMostUnits = 64, kLongestUnit = 4096;

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
  change(changes, Bytes(data, size), ordinal);
}

void StreamHeaders::change(Changes& changes, Bytes bytes, std::int64_t ordinal) {
  auto found = std::find_if(blobs_.begin(), blobs_.end(), [bytes](const Blob& blob) {
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

void StreamHeaders::note_in_band(std::span<const HeaderUnit> units, std::int64_t ordinal) {
  const auto is_known = [this](const HeaderUnit& unit) {
    return std::search(blobs_[0].begin(), blobs_[0].end(), unit.content.begin(), unit.content.end()) !=
           blobs_[0].end();
  };
  if (units.empty() || (in_band_.empty() && std::all_of(units.begin(), units.end(), is_known))) return;
  bool changed = false;
  for (const HeaderUnit& unit : units) {
    if (unit.framed.size() > kLongestUnit) continue;
    const auto same = std::find_if(units_.rbegin(), units_.rend(), [&unit](const InBandUnit& given) {
      return std::equal(given.framed.begin(), given.framed.end(), unit.framed.begin(), unit.framed.end());
    });
    // Of several with one number, the last is the one that holds.
    const auto newer = std::find_if(units_.rbegin(), same,
                                    [&unit](const InBandUnit& given) { return given.type == unit.type; });
    if (same != units_.rend() && newer == same) continue;
    changed = true;
    if (same != units_.rend()) units_.erase(std::prev(same.base()));
    if (units_.size() >= kMostUnits) units_.erase(units_.begin());
    units_.push_back({unit.type, {unit.framed.begin(), unit.framed.end()}});
  }
  if (!changed) return;
  Blob all;
  for (const InBandUnit& unit : units_) all.insert(all.end(), unit.framed.begin(), unit.framed.end());
  change(in_band_, all, ordinal);
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

StreamHeaders::Bytes StreamHeaders::in_band_at(std::int64_t ordinal) const {
  const int number = in_force(in_band_, ordinal);
  return number >= 0 ? Bytes(blobs_[static_cast<std::size_t>(number)]) : Bytes();
}

}  // namespace vp::media
