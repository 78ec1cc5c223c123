#include "media/picture_file.h"

#include <cassert>
#include <cstring>
#include <stdexcept>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/progress.h"
#include "media/ffmpeg_handles.h"
#include "media/video_reader.h"

namespace vp::media {
namespace {

// Why a picture cannot be encoded: the end of a sentence.
struct Unencodable {
  base::Message why;
};

ffmpeg::CodecPtr open_png_encoder(const base::RgbImage& image) {
  const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_PNG);
  if (encoder == nullptr) throw Unencodable{base::message("the installed FFmpeg has no %1 encoder", "PNG")};
  ffmpeg::CodecPtr codec = ffmpeg::require(ffmpeg::CodecPtr(avcodec_alloc_context3(encoder)));
  codec->width = image.width;
  codec->height = image.height;
  codec->pix_fmt = AV_PIX_FMT_RGB24;
  codec->time_base = AVRational{1, 1};
  codec->thread_count = 1;
  const int result = avcodec_open2(codec.get(), encoder, nullptr);
  if (result < 0) throw Unencodable{base::Message::verbatim(ffmpeg::error_text(result))};
  return codec;
}

std::vector<std::byte> png_of(const base::RgbImage& image) {
  assert(image.pixels.size() == static_cast<std::size_t>(image.width) * image.height * 3);
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  if (image.width <= 0 || image.height <= 0) throw Unencodable{base::message("it has no pixels")};
  const ffmpeg::CodecPtr codec = open_png_encoder(image);
  const ffmpeg::FramePtr frame = ffmpeg::make_frame();
  frame->format = codec->pix_fmt;
  frame->width = image.width;
  frame->height = image.height;
  if (av_frame_get_buffer(frame.get(), 0) < 0) ffmpeg::throw_out_of_memory();
  for (int y = 0; y < image.height; ++y) {
    std::memcpy(frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0], image.row(y),
                static_cast<std::size_t>(image.width) * 3);
  }
  const ffmpeg::PacketPtr packet = ffmpeg::make_packet();
  int result = avcodec_send_frame(codec.get(), frame.get());
  if (result >= 0) result = avcodec_send_frame(codec.get(), nullptr);
  if (result >= 0) result = avcodec_receive_packet(codec.get(), packet.get());
  if (result < 0) throw Unencodable{base::Message::verbatim(ffmpeg::error_text(result))};
  const auto bytes = std::as_bytes(std::span(packet->data, static_cast<std::size_t>(packet->size)));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

std::vector<std::byte> encode_png(const base::RgbImage& image) {
  try {
    return png_of(image);
  } catch (const Unencodable& fault) {
    throw base::Error(base::ErrorCode::Output, base::message("A picture cannot be written: %1.", fault.why));
  }
}

void write_png(const std::filesystem::path& file, const base::RgbImage& image) {
  try {
    const std::vector<std::byte> bytes = png_of(image);
    base::AtomicFile output(file);
    output.write(bytes);
    output.commit();
  } catch (const Unencodable& fault) {
    throw base::Error(base::ErrorCode::Output,
                      base::message("The picture \"%1\" cannot be written: %2.", file.string(), fault.why));
  }
}

base::RgbImage read_picture(const std::filesystem::path& file) {
  base::NoProgress progress;
  return VideoReader::open(file, progress).read_nearest(0).value().image;
}

}  // namespace vp::media
