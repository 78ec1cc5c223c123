#pragma once

#include "media/ffmpeg_handles.h"
#include "media/presentation_order.h"
#include "media/stream_headers.h"

namespace vp::media {

/// Says of each packet of a stream, one after the other, what part of a picture it is, without decoding it.
class PacketParts {
 public:
  explicit PacketParts(AVCodecID codec) : codec_(codec) {}
  /// `headers` are those in force at the packet, `headers_number` what they are known by.
  PacketPart next(const AVPacket& packet, StreamHeaders::Bytes headers, int headers_number);

 private:
  PacketPart next_h264(const AVPacket& packet, StreamHeaders::Bytes headers, int headers_number);
  void open_parser(StreamHeaders::Bytes headers);

  const AVCodecID codec_;
  ffmpeg::ParserPtr parser_;
  ffmpeg::CodecPtr context_;  ///< of the parser
  int headers_number_ = -1;   ///< that the parser was opened with
  int length_size_ = 0;       ///< of H.264 units
  bool half_ = false;         ///< the last picture lacks its second field so far
};

}  // namespace vp::media
