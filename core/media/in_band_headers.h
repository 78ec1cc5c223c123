#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/ffmpeg_handles.h"

namespace vp::media {

/// A unit of a packet that tells a decoder how pictures are coded.
struct HeaderUnit {
  std::span<const std::uint8_t> framed;   ///< with its start code or length, as a decoder takes it
  std::span<const std::uint8_t> content;  ///< without
  unsigned type = 0;                      ///< by the codec's own table
};

/// The headers that a packet carries before the first part of a picture: parameter sets of H.264 (ISO/IEC
/// 14496-10 table 7-1) and H.265 (ISO/IEC 23008-2 table 7-1), sequence headers of MPEG-1 and MPEG-2, object
/// layers of MPEG-4 part 2. Empty for other codecs. Views into the packet. `extradata` says how the stream's
/// packets set units apart.
std::vector<HeaderUnit> header_units(AVCodecID codec, std::span<const std::uint8_t> packet,
                                     std::span<const std::uint8_t> extradata);

}  // namespace vp::media
