#include "media/h264_packet.h"

#include <algorithm>
#include <array>

namespace vp::media {
namespace {

constexpr unsigned kSlice = 1, kPartitionC = 4, kKeySlice = 5, kSupplement = 6, kDelimiter = 9, kFiller = 12;

unsigned type_of(std::uint8_t header) {
  return header & 31U;
}

/// Gives `visit` the first byte of each unit (ISO/IEC 14496-10 7.3.1) until it answers false. False then, and
/// when the packet does not consist of units.
template <typename Visit>
bool visit_units(std::span<const std::uint8_t> packet, int length_size, Visit visit) {
  if (length_size <= 0) {
    constexpr std::array<std::uint8_t, 3> kStartCode{0, 0, 1};
    auto at = std::search(packet.begin(), packet.end(), kStartCode.begin(), kStartCode.end());
    while (at != packet.end()) {
      at += kStartCode.size();
      if (at == packet.end() || !visit(*at)) return false;
      at = std::search(at, packet.end(), kStartCode.begin(), kStartCode.end());
    }
    return true;
  }
  const auto prefix = static_cast<std::size_t>(length_size);
  while (!packet.empty()) {
    if (packet.size() <= prefix) return false;
    std::size_t length = 0;
    for (const std::uint8_t byte : packet.first(prefix)) length = length << 8U | byte;
    packet = packet.subspan(prefix);
    if (length == 0 || length > packet.size() || !visit(packet.front())) return false;
    packet = packet.subspan(length);
  }
  return true;
}

}  // namespace

int h264_length_size(std::span<const std::uint8_t> extradata) {
  constexpr std::size_t kShortest = 7;
  return extradata.size() >= kShortest && extradata[0] == 1 ? (extradata[4] & 3) + 1 : 0;
}

bool is_unreferenced_h264(std::span<const std::uint8_t> packet, int length_size) {
  bool has_slice = false;
  const bool only_such = visit_units(packet, length_size, [&has_slice](std::uint8_t header) {
    // Table 7-1; nal_ref_idc is 0 for what no other picture refers to.
    const unsigned type = type_of(header);
    const bool reference = (header >> 5U & 3U) != 0;
    if (type >= kSlice && type <= kPartitionC) {
      has_slice = true;
      return !reference;
    }
    return type == kSupplement || type == kDelimiter || type == kFiller;
  });
  return only_such && has_slice;
}

bool has_h264_slice(std::span<const std::uint8_t> packet, int length_size) {
  // What does not consist of units is left to the decoder to judge.
  return !visit_units(packet, length_size, [](std::uint8_t header) {
    const unsigned type = type_of(header);
    return type < kSlice || type > kKeySlice;
  });
}

}  // namespace vp::media
