#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/dovi_meta.h>
#include <libavutil/imgutils.h>
#include <libavutil/mastering_display_metadata.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

/// The only header that includes FFmpeg. Private to this folder: owning handles, and everything that depends
/// on FFmpeg's version (5.1 to 8).
namespace vp::media::ffmpeg {

struct FormatDeleter {
  void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct IoDeleter {
  void operator()(AVIOContext* io) const { avio_closep(&io); }
};
struct CodecDeleter {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct FrameDeleter {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct PacketDeleter {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct ParserDeleter {
  void operator()(AVCodecParserContext* parser) const { av_parser_close(parser); }
};
struct ScalerDeleter {
  void operator()(SwsContext* context) const { sws_freeContext(context); }
};
struct ResamplerDeleter {
  void operator()(SwrContext* context) const { swr_free(&context); }
};

using FormatPtr = std::unique_ptr<AVFormatContext, FormatDeleter>;
using IoPtr = std::unique_ptr<AVIOContext, IoDeleter>;
using CodecPtr = std::unique_ptr<AVCodecContext, CodecDeleter>;
using FramePtr = std::unique_ptr<AVFrame, FrameDeleter>;
using PacketPtr = std::unique_ptr<AVPacket, PacketDeleter>;
using ParserPtr = std::unique_ptr<AVCodecParserContext, ParserDeleter>;
using ScalerPtr = std::unique_ptr<SwsContext, ScalerDeleter>;
using ResamplerPtr = std::unique_ptr<SwrContext, ResamplerDeleter>;

/// The handle itself. Throws Error(Device) for a null one: FFmpeg's allocations fail only for want of memory.
template <typename Handle>
Handle require(Handle handle);

FramePtr make_frame();
PacketPtr make_packet();

/// FFmpeg's words for an error code.
std::string error_text(int code);

/// Side data that a container stores once for a stream, e.g. AV_PKT_DATA_DISPLAYMATRIX; nullptr when there is
/// none or when it is shorter than `min_size` bytes.
const std::uint8_t* stream_side_data(const AVStream& stream, AVPacketSideDataType type, std::size_t min_size);

/// Gives a codec that is not yet open these headers instead of those that it has.
void set_extradata(AVCodecContext& codec, std::span<const std::uint8_t> extradata);

/// Whether a decoded picture is two fields, and which of them is shown first.
bool is_interlaced(const AVFrame& frame);
bool upper_field_first(const AVFrame& frame);

/// While alive, what FFmpeg logs as an error on this thread is counted in `errors` instead of printed. This
/// is how a demuxer says that it stepped over garbage: it has no return value for it. The first one silences
/// FFmpeg's log for the process.
class LogScope {
 public:
  /// `lines`: what FFmpeg logs as a warning or an error on this thread is added, up to a few dozen lines.
  explicit LogScope(std::int64_t& errors, std::vector<std::string>* lines = nullptr);
  ~LogScope();
  LogScope(const LogScope&) = delete;
  LogScope& operator=(const LogScope&) = delete;

 private:
  std::int64_t* outer_;
  std::vector<std::string>* outer_lines_;
};

[[noreturn]] void throw_out_of_memory();

template <typename Handle>
Handle require(Handle handle) {
  if (!handle) throw_out_of_memory();
  return handle;
}

}  // namespace vp::media::ffmpeg
