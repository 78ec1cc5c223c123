#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vp::media {

/// How many bytes an H.264 stream's packets write before each unit to say how long it is (1 to 4), from the
/// codec's extra data (avcC, ISO/IEC 14496-15 5.3.3.1); 0 where units are set apart by start codes instead
/// (Annex B).
int h264_length_size(std::span<const std::uint8_t> extradata);

/// Whether no other picture needs this packet's picture, so that a decoder can do without the packet: it
/// holds slices, none of them a reference (nal_ref_idc 0), and nothing that outlasts its picture. False
/// wherever that is not certain.
bool is_unreferenced_h264(std::span<const std::uint8_t> packet, int length_size);

/// Whether a packet holds any part of a picture, and not only parameters and messages.
bool has_h264_slice(std::span<const std::uint8_t> packet, int length_size);

}  // namespace vp::media
