#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vp::media {

/// Walks over the units of which a packet of MPEG video consists: behind start codes (`length_size` 0; H.264
/// and H.265 Annex B, MPEG-1, -2 and -4), or each behind its length in `length_size` bytes (ISO/IEC
/// 14496-15). Gives `visit` where in the packet a unit begins with its start code or length, and where its
/// first own byte is, until `visit` answers false. False then, and when the packet does not consist of units.
template <typename Visit>
bool visit_units(std::span<const std::uint8_t> packet, int length_size, Visit visit) {
  if (length_size <= 0) {
    constexpr std::array<std::uint8_t, 3> kStartCode{0, 0, 1};
    auto at = std::search(packet.begin(), packet.end(), kStartCode.begin(), kStartCode.end());
    while (at != packet.end()) {
      const auto begin = static_cast<std::size_t>(at - packet.begin());
      at += kStartCode.size();
      if (at == packet.end() || !visit(begin, begin + kStartCode.size())) return false;
      at = std::search(at, packet.end(), kStartCode.begin(), kStartCode.end());
    }
    return true;
  }
  const auto prefix = static_cast<std::size_t>(length_size);
  for (std::size_t begin = 0; begin < packet.size();) {
    if (packet.size() - begin <= prefix) return false;
    std::size_t length = 0;
    for (const std::uint8_t byte : packet.subspan(begin, prefix)) length = length << 8U | byte;
    const std::size_t first = begin + prefix;
    if (length == 0 || length > packet.size() - first || !visit(begin, first)) return false;
    begin = first + length;
  }
  return true;
}

}  // namespace vp::media
