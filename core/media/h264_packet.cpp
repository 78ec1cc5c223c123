#include "media/h264_packet.h"

#include <algorithm>
#include <array>

namespace vp::media {
namespace {

/// Looks at units one after another (ISO/IEC 14496-10 7.3.1, table 7-1).
class Units {
 public:
  /// False: what is seen so far rules the packet out.
  bool add(std::uint8_t header) {
    constexpr unsigned kSlice = 1, kPartitionC = 4, kSupplement = 6, kDelimiter = 9, kFiller = 12;
    const unsigned type = header & 31U;
    const bool reference = (header >> 5U & 3U) != 0;
    if (type >= kSlice && type <= kPartitionC) {
      has_slice_ = true;
      return !reference;
    }
    return type == kSupplement || type == kDelimiter || type == kFiller;
  }
  bool has_slice() const { return has_slice_; }

 private:
  bool has_slice_ = false;
};

bool unreferenced_by_length(std::span<const std::uint8_t> packet, std::size_t length_size) {
  Units units;
  while (!packet.empty()) {
    if (packet.size() <= length_size) return false;
    std::size_t length = 0;
    for (const std::uint8_t byte : packet.first(length_size)) length = length << 8U | byte;
    packet = packet.subspan(length_size);
    if (length == 0 || length > packet.size() || !units.add(packet.front())) return false;
    packet = packet.subspan(length);
  }
  return units.has_slice();
}

bool unreferenced_by_start_code(std::span<const std::uint8_t> packet) {
  constexpr std::array<std::uint8_t, 3> kStartCode{0, 0, 1};
  Units units;
  auto at = std::search(packet.begin(), packet.end(), kStartCode.begin(), kStartCode.end());
  while (at != packet.end()) {
    at += kStartCode.size();
    if (at == packet.end() || !units.add(*at)) return false;
    at = std::search(at, packet.end(), kStartCode.begin(), kStartCode.end());
  }
  return units.has_slice();
}

}  // namespace

int h264_length_size(std::span<const std::uint8_t> extradata) {
  constexpr std::size_t kShortest = 7;
  return extradata.size() >= kShortest && extradata[0] == 1 ? (extradata[4] & 3) + 1 : 0;
}

bool is_unreferenced_h264(std::span<const std::uint8_t> packet, int length_size) {
  return length_size > 0 ? unreferenced_by_length(packet, static_cast<std::size_t>(length_size))
                         : unreferenced_by_start_code(packet);
}

}  // namespace vp::media
