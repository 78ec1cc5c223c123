#include "media/in_band_headers.h"

#include "media/h264_packet.h"
#include "media/stream_units.h"

namespace vp::media {
namespace {

enum class Unit { Header, Picture, Other };

Unit unit_of(AVCodecID codec, unsigned type) {
  switch (codec) {
    case AV_CODEC_ID_H264:
      if (type >= 1 && type <= 5) return Unit::Picture;
      // Sequence and picture parameter sets, extension and subset of the former.
      return type == 7 || type == 8 || type == 13 || type == 15 ? Unit::Header : Unit::Other;
    case AV_CODEC_ID_HEVC:
      if (type <= 31) return Unit::Picture;
      return type <= 34 ? Unit::Header : Unit::Other;
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
      if (type <= 0xAF) return Unit::Picture;
      // The sequence header and what extends it: a picture's extension stands behind the picture's own code.
      return type == 0xB3 || type == 0xB5 ? Unit::Header : Unit::Other;
    default:  // MPEG-4 part 2
      if (type == 0xB6) return Unit::Picture;
      return type <= 0x2F || type == 0xB0 || type == 0xB5 ? Unit::Header : Unit::Other;
  }
}

/// As h264_length_size, of hvcC (ISO/IEC 14496-15 8.3.3.1).
int hevc_length_size(std::span<const std::uint8_t> extradata) {
  constexpr std::size_t kShortest = 23, kLengthSize = 21;
  // Start codes would begin with zeros.
  return extradata.size() >= kShortest && extradata[0] == 1 ? (extradata[kLengthSize] & 3) + 1 : 0;
}

}  // namespace

std::vector<HeaderUnit> header_units(AVCodecID codec, std::span<const std::uint8_t> packet,
                                     std::span<const std::uint8_t> extradata) {
  int length_size = 0;
  switch (codec) {
    case AV_CODEC_ID_H264:
      length_size = h264_length_size(extradata);
      break;
    case AV_CODEC_ID_HEVC:
      length_size = hevc_length_size(extradata);
      break;
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
    case AV_CODEC_ID_MPEG4:
      break;
    default:
      return {};
  }
  struct Begun {
    std::size_t begin, first;
    unsigned type;
  };
  std::vector<HeaderUnit> units;
  Begun begun{};
  bool in_header = false;
  // Where a unit ends is known when the next one begins.
  const auto close = [&](std::size_t end) {
    if (in_header)
      units.push_back({packet.subspan(begun.begin, end - begun.begin),
                       packet.subspan(begun.first, end - begun.first), begun.type});
    in_header = false;
  };
  const bool all = visit_units(packet, length_size, [&](std::size_t begin, std::size_t first) {
    close(begin);
    unsigned type = packet[first];
    if (codec == AV_CODEC_ID_H264) type &= 31U;
    if (codec == AV_CODEC_ID_HEVC) type = type >> 1U & 63U;
    const Unit unit = unit_of(codec, type);
    begun = {begin, first, type};
    in_header = unit == Unit::Header;
    return unit != Unit::Picture;
  });
  if (all) close(packet.size());
  return units;
}

}  // namespace vp::media
