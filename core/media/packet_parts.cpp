#include "media/packet_parts.h"

#include <algorithm>

#include "media/h264_packet.h"

namespace vp::media {

PacketPart PacketParts::next(const AVPacket& packet, StreamHeaders::Bytes headers, int headers_number) {
  // AVI and Ogg say with an empty packet that the picture before stays.
  if (packet.size == 0) return PacketPart::Nothing;
  // Only H.264 comes with one field a packet: of MPEG-2, the demuxers put both together, and the fields of
  // HEVC are pictures of their own for a decoder.
  return codec_ == AV_CODEC_ID_H264 ? next_h264(packet, headers, headers_number) : PacketPart::Picture;
}

void PacketParts::open_parser(StreamHeaders::Bytes headers) {
  parser_ = ffmpeg::require(ffmpeg::ParserPtr(av_parser_init(codec_)));
  parser_->flags |= PARSER_FLAG_COMPLETE_FRAMES;
  context_ = ffmpeg::require(ffmpeg::CodecPtr(avcodec_alloc_context3(nullptr)));
  context_->codec_id = codec_;
  ffmpeg::set_extradata(*context_, headers);
  length_size_ = h264_length_size(headers);
}

PacketPart PacketParts::next_h264(const AVPacket& packet, StreamHeaders::Bytes headers, int headers_number) {
  if (!parser_ || headers_number != headers_number_) open_parser(headers);
  headers_number_ = headers_number;
  std::uint8_t* data = nullptr;
  int size = 0;
  av_parser_parse2(parser_.get(), context_.get(), &data, &size, packet.data, packet.size, AV_NOPTS_VALUE,
                   AV_NOPTS_VALUE, 0);
  switch (parser_->picture_structure) {
    case AV_PICTURE_STRUCTURE_TOP_FIELD:
    case AV_PICTURE_STRUCTURE_BOTTOM_FIELD:
      // The parser knows the fields' order only when this one and the one before are two of one frame.
      half_ = !(half_ && parser_->field_order != AV_FIELD_UNKNOWN);
      return half_ ? PacketPart::Picture : PacketPart::SecondField;
    case AV_PICTURE_STRUCTURE_FRAME:
      half_ = false;
      return PacketPart::Picture;
    default:
      // Not understood, or parameters and messages alone.
      return has_h264_slice({packet.data, static_cast<std::size_t>(packet.size)}, length_size_)
                 ? PacketPart::Picture
                 : PacketPart::Nothing;
  }
}

}  // namespace vp::media
