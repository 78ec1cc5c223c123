#include "media/video_writer.h"

#include <cassert>
#include <deque>
#include <optional>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "media/ffmpeg_handles.h"
#include "media/picture_converter.h"
#include "media/sound_encoder.h"

namespace vp::media {
namespace {

struct MuxerDeleter {
  void operator()(AVFormatContext* context) const {
    avio_closep(&context->pb);
    avformat_free_context(context);
  }
};
using MuxerPtr = std::unique_ptr<AVFormatContext, MuxerDeleter>;

[[noreturn]] void refuse(const base::Message& sentence) {
  throw base::Error(base::ErrorCode::Usage, sentence);
}

// Large pictures are taken for BT.709 and small ones for BT.601 by whoever does not read what the stream
// says.
bool is_high_definition(int width, int height) {
  return width >= 1280 || height > 576;
}

}  // namespace

const char* file_extension(VideoCodec codec) {
  return codec == VideoCodec::H264 ? ".mp4" : ".mkv";
}

void VideoWriterOptions::validate() const {
  const std::string size = std::to_string(width) + " x " + std::to_string(height);
  if (width < 1 || height < 1 || width > kMaxPictureSide || height > kMaxPictureSide ||
      std::int64_t{width} * height > kMaxPicturePixels)
    refuse(
        base::message("A video of %1 pixels cannot be written; give 1 to %2 a side.", size, kMaxPictureSide));
  if (codec == VideoCodec::H264 && (width % 2 != 0 || height % 2 != 0))
    refuse(base::message("A video of %1 pixels cannot be written as H.264; give even numbers.", size));
  constexpr std::int64_t kMostOfRatio = 1'000'000;
  if (frame_rate.num < 1 || frame_rate.den < 1 || frame_rate.num > kMostOfRatio ||
      frame_rate.den > kMostOfRatio)
    refuse(base::message("A frame rate of %1/%2 cannot be written; both numbers are 1 to 1000000.",
                         frame_rate.num, frame_rate.den));
  if (time_base.num < 0 || time_base.den < 1 || time_base.num > kMostOfRatio || time_base.den > kMostOfRatio)
    refuse(base::message("Times in %1/%2 s cannot be written; both numbers are 1 to 1000000.", time_base.num,
                         time_base.den));
  if (crf < 0 || crf > 51)
    refuse(base::message("A constant rate factor of %1 cannot be used; give 0 to 51.", crf));
  if (sound && codec != VideoCodec::H264)
    refuse(base::message("A sound track can be written beside H.264 only."));
  if (threads < 0 || threads > 64)
    refuse(base::message("A video cannot be encoded by %1 threads; give 0 to 64.", threads));
}

struct VideoWriter::Impl {
  Impl(const std::filesystem::path& the_file, const VideoWriterOptions& the_options)
      : file(the_file), options(the_options), output(the_file) {
    open_encoder();
    open_container();
    make_converter();
  }

  [[noreturn]] void fail(const base::Message& why) const {
    throw base::Error(base::ErrorCode::Output,
                      base::message("The video \"%1\" cannot be written: %2.", file.string(), why));
  }
  void check(int result) const {
    if (result == AVERROR(ENOMEM)) ffmpeg::throw_out_of_memory();
    if (result < 0) fail(base::Message::verbatim(ffmpeg::error_text(result)));
  }

  void open_encoder();
  void open_container();
  void make_converter();
  void encode(const AVFrame* picture);

  std::filesystem::path file;
  VideoWriterOptions options;
  base::AtomicFile output;
  ffmpeg::CodecPtr codec;
  MuxerPtr muxer;
  AVStream* stream = nullptr;  // owned by muxer
  ffmpeg::ScalerPtr converter;
  ffmpeg::FramePtr picture;
  ffmpeg::PacketPtr packet;
  std::optional<SoundEncoder> sound;
  std::int64_t next_pts = 0;
  std::deque<std::int64_t> durations;  ///< of the pictures in the encoder, which come out in their order
};

void VideoWriter::Impl::open_encoder() {
  const bool h264 = options.codec == VideoCodec::H264;
  const AVCodec* encoder =
      h264 ? avcodec_find_encoder_by_name("libx264") : avcodec_find_encoder(AV_CODEC_ID_FFV1);
  if (encoder == nullptr)
    fail(base::message("the installed FFmpeg has no %1 encoder", h264 ? "libx264" : "FFV1"));
  codec = ffmpeg::require(ffmpeg::CodecPtr(avcodec_alloc_context3(encoder)));
  codec->width = options.width;
  codec->height = options.height;
  codec->framerate = {static_cast<int>(options.frame_rate.num), static_cast<int>(options.frame_rate.den)};
  codec->time_base = av_inv_q(codec->framerate);
  if (options.time_base.num > 0) {
    codec->time_base = {static_cast<int>(options.time_base.num), static_cast<int>(options.time_base.den)};
    // MP4 keeps how long a picture is shown with its place in the order of decoding.
    codec->max_b_frames = 0;
  }
  codec->pix_fmt = h264 ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_BGR0;
  codec->thread_count = options.threads;  // the bytes depend on it
  codec->flags |= AV_CODEC_FLAG_BITEXACT;
  if (h264) {
    const bool high = is_high_definition(options.width, options.height);
    codec->colorspace = high ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
    codec->color_primaries = high ? AVCOL_PRI_BT709 : AVCOL_PRI_SMPTE170M;
    codec->color_trc = high ? AVCOL_TRC_BT709 : AVCOL_TRC_SMPTE170M;
    codec->color_range = AVCOL_RANGE_MPEG;
    check(av_opt_set(codec->priv_data, "preset", "fast", 0));
    check(av_opt_set_double(codec->priv_data, "crf", options.crf, 0));
    codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;  // MP4 keeps the parameters once
    // Otherwise x264 may decide differently about the same pictures, even in one process.
    check(av_opt_set(codec->priv_data, "x264-params", "cpu-independent=1", 0));
  } else {
    codec->level = 3;
    check(av_opt_set_int(codec->priv_data, "slicecrc", 1, 0));
  }
  check(avcodec_open2(codec.get(), encoder, nullptr));
}

void VideoWriter::Impl::open_container() {
  AVFormatContext* context = nullptr;
  const char* format = options.codec == VideoCodec::H264 ? "mp4" : "matroska";
  check(avformat_alloc_output_context2(&context, nullptr, format, nullptr));
  muxer.reset(context);
  muxer->flags |= AVFMT_FLAG_BITEXACT;
  stream = ffmpeg::require(avformat_new_stream(muxer.get(), nullptr));
  check(avcodec_parameters_from_context(stream->codecpar, codec.get()));
  stream->time_base = codec->time_base;
  stream->avg_frame_rate = codec->framerate;
  if (options.sound) sound.emplace(*muxer, [this](int result) { check(result); });
  // With the protocol named, no file name is taken for another protocol's.
  check(avio_open(&muxer->pb, ("file:" + output.part_path().string()).c_str(), AVIO_FLAG_WRITE));
  check(avformat_write_header(muxer.get(), nullptr));
}

void VideoWriter::Impl::make_converter() {
  picture = ffmpeg::make_frame();
  picture->format = codec->pix_fmt;
  picture->width = options.width;
  picture->height = options.height;
  check(av_frame_get_buffer(picture.get(), 0));
  packet = ffmpeg::make_packet();
  converter = ffmpeg::require(ffmpeg::ScalerPtr(sws_getContext(
      options.width, options.height, AV_PIX_FMT_RGB24, options.width, options.height, codec->pix_fmt,
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP, nullptr, nullptr, nullptr)));
  if (options.codec == VideoCodec::H264) {
    const int* matrix = sws_getCoefficients(codec->colorspace);
    constexpr int kUnity = 1 << 16;
    // RGB has the full range (1), the stream the limited one (0).
    sws_setColorspaceDetails(converter.get(), matrix, 1, matrix, 0, 0, kUnity, kUnity);
  }
}

void VideoWriter::Impl::encode(const AVFrame* frame) {
  check(avcodec_send_frame(codec.get(), frame));
  for (;;) {
    const int result = avcodec_receive_packet(codec.get(), packet.get());
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
    check(result);
    packet->stream_index = stream->index;
    if (options.time_base.num > 0) {
      packet->duration = durations.front();
      durations.pop_front();
    } else {
      packet->duration = 1;
    }
    av_packet_rescale_ts(packet.get(), codec->time_base, stream->time_base);
    check(av_interleaved_write_frame(muxer.get(), packet.get()));
  }
}

VideoWriter::VideoWriter(const std::filesystem::path& file, const VideoWriterOptions& options) {
  options.validate();
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  impl_ = std::make_unique<Impl>(file, options);
}

VideoWriter::VideoWriter(VideoWriter&&) noexcept = default;
VideoWriter& VideoWriter::operator=(VideoWriter&&) noexcept = default;
VideoWriter::~VideoWriter() = default;

void VideoWriter::write(const base::RgbImage& picture) {
  assert(impl_->options.time_base.num == 0);
  encode(picture, impl_->next_pts, 1);
}

void VideoWriter::write_at(const base::RgbImage& picture, std::int64_t pts, std::int64_t duration) {
  assert(impl_->options.time_base.num > 0 && duration > 0 && pts >= impl_->next_pts);
  impl_->durations.push_back(duration);
  encode(picture, pts, duration);
}

void VideoWriter::encode(const base::RgbImage& picture, std::int64_t pts, std::int64_t duration) {
  assert(picture.width == impl_->options.width && picture.height == impl_->options.height);
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  AVFrame& frame = *impl_->picture;
  // The encoder may still hold the last picture's memory.
  impl_->check(av_frame_make_writable(&frame));
  const std::uint8_t* const rows[] = {picture.pixels.data()};
  const int strides[] = {picture.width * 3};
  impl_->check(
      sws_scale(impl_->converter.get(), rows, strides, 0, picture.height, frame.data, frame.linesize));
  frame.pts = pts;
  impl_->next_pts = pts + duration;
  impl_->encode(&frame);
}

void VideoWriter::write_sound(std::span<const std::int16_t> samples) {
  assert(impl_->sound);
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  impl_->sound->write(samples);
}

void VideoWriter::finish() {
  assert(impl_->next_pts > 0);
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  impl_->encode(nullptr);
  if (impl_->sound) impl_->sound->finish();
  impl_->check(av_write_trailer(impl_->muxer.get()));
  // Buffered bytes are written only now; on a full disk this is what fails.
  impl_->check(avio_closep(&impl_->muxer->pb));
  impl_->output.commit();
}

}  // namespace vp::media
