#include "media/h264_packet.h"

#include "media/stream_units.h"

namespace vp::media {
namespace {

constexpr unsigned kSlice = 1, kPartitionC = 4, kKeySlice = 5, kSupplement = 6, kDelimiter = 9, kFiller = 12;

unsigned type_of(std::uint8_t header) {
  return header & 31U;
}

}  // namespace

int h264_length_size(std::span<const std::uint8_t> extradata) {
  constexpr std::size_t kShortest = 7;
  return extradata.size() >= kShortest && extradata[0] == 1 ? (extradata[4] & 3) + 1 : 0;
}

bool is_unreferenced_h264(std::span<const std::uint8_t> packet, int length_size) {
  bool has_slice = false;
  const bool only_such = visit_units(packet, length_size, [&](std::size_t, std::size_t first) {
    const std::uint8_t header = packet[first];
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
  return !visit_units(packet, length_size, [packet](std::size_t, std::size_t first) {
    const unsigned type = type_of(packet[first]);
    return type < kSlice || type > kKeySlice;
  });
}

}  // namespace vp::media
