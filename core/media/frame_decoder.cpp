#include "media/frame_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <thread>

#include "base/error.h"
#include "media/h264_packet.h"
#include "media/picture_converter.h"
#include "media/undecodable.h"

namespace vp::media {
namespace {

constexpr int kMaxErrorsAtEnd = 64;
// A seek that lands further before its aim than this is no better than another try.
constexpr std::int64_t kMaxPacketsToSkip = 4000;

int thread_count(int wanted) {
  // Every further thread delays the first picture after a seek by one.
  constexpr int kMost = 4;
  return std::clamp(wanted > 0 ? wanted : static_cast<int>(std::thread::hardware_concurrency()), 1, kMost);
}

/// FFmpeg's own decoders of VP8 and VP9 leave transparency out; the library's have it.
const AVCodec* decoder_for(const AVStream& stream) {
  const AVCodecID id = stream.codecpar->codec_id;
  const AVDictionaryEntry* alpha = av_dict_get(stream.metadata, "alpha_mode", nullptr, 0);
  if ((id == AV_CODEC_ID_VP8 || id == AV_CODEC_ID_VP9) && alpha != nullptr &&
      std::string_view(alpha->value) == "1") {
    const AVCodec* decoder = avcodec_find_decoder_by_name(id == AV_CODEC_ID_VP8 ? "libvpx" : "libvpx-vp9");
    if (decoder != nullptr) return decoder;
  }
  return avcodec_find_decoder(id);
}

/// `extradata` instead of the container's own.
ffmpeg::CodecPtr open_codec(const InputFile& input, int stream, StreamHeaders::Bytes extradata,
                            bool order_only, int threads) {
  const AVCodecParameters* parameters = input.stream(stream).codecpar;
  const AVCodec* decoder = decoder_for(input.stream(stream));
  const std::string codec_name = avcodec_get_name(parameters->codec_id);
  if (decoder == nullptr) {
    std::array<char, AV_FOURCC_MAX_STRING_SIZE> text{};
    const std::string tag =
        parameters->codec_tag != 0 ? av_fourcc_make_string(text.data(), parameters->codec_tag) : "unknown";
    const bool known = parameters->codec_id != AV_CODEC_ID_NONE;
    throw base::Error(
        base::ErrorCode::Video,
        base::message("\"%1\" is encoded as \"%2\", for which the installed FFmpeg has no decoder.",
                      input.path().string(), known ? codec_name : tag));
  }
  ffmpeg::CodecPtr codec = ffmpeg::require(ffmpeg::CodecPtr(avcodec_alloc_context3(decoder)));
  int result = avcodec_parameters_to_context(codec.get(), parameters);
  if (result >= 0) {
    ffmpeg::set_extradata(*codec, extradata);
    codec->thread_count = thread_count(threads);
    codec->max_pixels = kMaxPicturePixels;
    codec->pkt_timebase = AVRational{1, 1000};
    if (order_only) {
      codec->skip_idct = AVDISCARD_ALL;
      codec->skip_loop_filter = AVDISCARD_ALL;
    }
    result = avcodec_open2(codec.get(), decoder, nullptr);
  }
  if (result < 0) {
    const std::string name = input.path().string(), error = ffmpeg::error_text(result);
    throw base::Error(
        base::ErrorCode::Video,
        is_unsupported(result)
            ? base::message("\"%1\" cannot be decoded (%2: %3); convert it to another format first.", name,
                            codec_name, error)
            : base::message("\"%1\" cannot be decoded (%2: %3); the file may be damaged.", name, codec_name,
                            error));
  }
  return codec;
}

/// Formats whose packets are found at once by their place in the file and only roughly by their time.
bool prefers_byte_seek(const AVInputFormat& format) {
  return (format.flags & AVFMT_NO_BYTE_SEEK) == 0 &&
         (format.flags & (AVFMT_TS_DISCONT | AVFMT_NOTIMESTAMPS)) != 0;
}

}  // namespace

FrameDecoder::FrameDecoder(InputFile& input, const PacketTable& packets, int stream, int threads)
    : input_(input), packets_(packets), stream_(stream), threads_(threads), packet_(ffmpeg::make_packet()) {
  open(0);
}

void FrameDecoder::open(int headers) {
  headers_ = headers;
  has_palette_ = false;
  has_in_band_ = false;
  codec_ = open_codec(input_, stream_, packets_.headers().extradata(headers), false, threads_);
  const AVCodecID id = codec_->codec_id;
  skippable_ = id == AV_CODEC_ID_H264 || id == AV_CODEC_ID_MPEG4 || id == AV_CODEC_ID_MPEG2VIDEO;
  length_size_ = h264_length_size({codec_->extradata, static_cast<std::size_t>(codec_->extradata_size)});
}

bool FrameDecoder::read_packet(const std::stop_token& stop) {
  int read_errors = 0;
  while (read_errors < kMaxConsecutiveReadErrors) {
    av_packet_unref(packet_.get());
    if (stop.stop_requested()) {
      running_ = false;
      must_reopen_ = true;
      base::throw_if_stopped(stop);
    }
    const int result = av_read_frame(&input_.format(), packet_.get());
    // Some demuxers report an interruption as the end of the file.
    if (result < 0 && stop.stop_requested()) continue;
    if (result == AVERROR_EOF) return false;
    if (result < 0) {
      ++read_errors;
      continue;
    }
    read_errors = 0;
    if (packet_->stream_index != stream_) continue;
    const std::int64_t ordinal = packets_.find(*packet_, expected_);
    if (ordinal < 0) continue;
    ordinal_ = ordinal;
    expected_ = ordinal + 1;
    has_packet_ = true;
    return true;
  }
  return false;
}

bool FrameDecoder::skip_to(std::int64_t ordinal, std::int64_t max_skipped, const std::stop_token& stop) {
  while (read_packet(stop)) {
    if (ordinal_ == ordinal) return true;
    if (ordinal_ > ordinal || ordinal - ordinal_ > max_skipped) break;
  }
  has_packet_ = false;
  return false;
}

bool FrameDecoder::seek_to(std::int64_t ordinal, const std::stop_token& stop) {
  const PacketRecord& target = packets_[ordinal];
  const PacketRecord& earlier = packets_[packets_.key_before(ordinal)];
  struct Aim {
    std::int64_t value;
    int flags;
  };
  std::array<Aim, 4> aims{{{target.pts, AVSEEK_FLAG_BACKWARD},
                           {target.dts, AVSEEK_FLAG_BACKWARD},
                           {earlier.pts, AVSEEK_FLAG_BACKWARD},
                           {target.position >= 0 ? target.position : AV_NOPTS_VALUE, AVSEEK_FLAG_BYTE}}};
  if (prefers_byte_seek(*input_.format().iformat)) {
    std::rotate(aims.begin(), aims.end() - 1, aims.end());
  } else {
    aims.back().value = AV_NOPTS_VALUE;
  }
  for (const Aim& aim : aims) {
    if (aim.value == AV_NOPTS_VALUE) continue;
    if (av_seek_frame(&input_.format(), stream_, aim.value, aim.flags) < 0) continue;
    expected_ = -1;
    if (skip_to(ordinal, kMaxPacketsToSkip, stop)) return true;
  }
  return false;
}

bool FrameDecoder::start(std::int64_t ordinal, const std::stop_token& stop) {
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  // A decoder keeps the headers that it read in packets, also those of another part of the film.
  if (const int headers = packets_.headers().number_at(ordinal);
      headers != headers_ || packets_.headers().has_in_band()) {
    open(headers);
  } else {
    avcodec_flush_buffers(codec_.get());
  }
  running_ = false;
  draining_ = false;
  at_new_headers_ = false;
  has_palette_ = false;
  has_packet_ = false;
  running_ = !must_reopen_ && packets_.can_find() && seek_to(ordinal, stop);
  if (!running_) {
    // Reading on from the beginning costs time but always arrives.
    input_.reopen();
    must_reopen_ = false;
    expected_ = 0;
    running_ = skip_to(ordinal, packets_.size(), stop);
  }
  return running_;
}

/// A packet that is fed takes up a thread until those before it are done, even when its picture is skipped:
/// every other thread would have nothing to do.
bool FrameDecoder::can_leave_out() const {
  return codec_->codec_id == AV_CODEC_ID_H264 && packet_->side_data_elems == 0 &&
         is_unreferenced_h264({packet_->data, static_cast<std::size_t>(packet_->size)}, length_size_);
}

void FrameDecoder::tell_palette() {
  if (has_palette_) return;
  has_palette_ = true;
  const StreamHeaders::Bytes palette = packets_.headers().palette_at(ordinal_);
  if (palette.empty() || av_packet_get_side_data(packet_.get(), AV_PKT_DATA_PALETTE, nullptr) != nullptr)
    return;
  std::uint8_t* told =
      ffmpeg::require(av_packet_new_side_data(packet_.get(), AV_PKT_DATA_PALETTE, palette.size()));
  std::copy(palette.begin(), palette.end(), told);
}

void FrameDecoder::tell_in_band() {
  if (has_in_band_) return;
  has_in_band_ = true;
  const StreamHeaders::Bytes headers = packets_.headers().in_band_at(ordinal_);
  if (headers.empty()) return;
  const auto own_size = static_cast<std::size_t>(packet_->size);
  if (headers.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) - own_size ||
      av_grow_packet(packet_.get(), static_cast<int>(headers.size())) < 0)
    return;
  std::copy_backward(packet_->data, packet_->data + own_size, packet_->data + packet_->size);
  std::copy(headers.begin(), headers.end(), packet_->data);
}

void FrameDecoder::feed(std::int64_t skip_before_rank, const std::stop_token& stop) {
  if (!has_packet_ && !read_packet(stop)) {
    draining_ = true;
    avcodec_send_packet(codec_.get(), nullptr);
    return;
  }
  if (packets_.headers().number_at(ordinal_) != headers_) {
    // Few decoders can change their headers while they run; a new one can always be opened.
    at_new_headers_ = true;
    draining_ = true;
    avcodec_send_packet(codec_.get(), nullptr);
    return;
  }
  has_packet_ = false;
  if (packet_->size == 0) {  // which a decoder would take for the end
    av_packet_unref(packet_.get());
    ++ordinal_;
    return;
  }
  const bool skips =
      skippable_ && packets_.rank_of(ordinal_) < skip_before_rank && !packets_.is_field(ordinal_);
  if (skips && can_leave_out()) {
    av_packet_unref(packet_.get());
    ++ordinal_;
    return;
  }
  tell_palette();
  tell_in_band();
  codec_->skip_frame = skips ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
  packet_->pts = ordinal_;
  packet_->dts = AV_NOPTS_VALUE;
  const int result = avcodec_send_packet(codec_.get(), packet_.get());
  av_packet_unref(packet_.get());
  if (result < 0) ++damage_;
  ++ordinal_;
}

ffmpeg::FramePtr FrameDecoder::next(std::int64_t skip_before_rank, const std::stop_token& stop) {
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  ffmpeg::FramePtr frame = ffmpeg::make_frame();
  int errors_at_end = 0;
  while (running_) {
    const int result = avcodec_receive_frame(codec_.get(), frame.get());
    if (result == AVERROR(EAGAIN) && !draining_) {
      feed(skip_before_rank, stop);
      continue;
    }
    if (result == AVERROR_EOF || (result == AVERROR(EAGAIN) && draining_)) {
      if (!at_new_headers_) break;
      at_new_headers_ = false;
      draining_ = false;
      errors_at_end = 0;
      open(packets_.headers().number_at(ordinal_));
      continue;
    }
    if (result < 0) {
      ++damage_;
      if (draining_ && ++errors_at_end > kMaxErrorsAtEnd) break;
      if (!draining_) feed(skip_before_rank, stop);
      continue;
    }
    if (frame->decode_error_flags != 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT)) ++damage_;
    if (frame->pts == AV_NOPTS_VALUE) frame->pts = frame->best_effort_timestamp;
    if (frame->pts >= 0 && frame->pts < packets_.size()) {
      frame->pts = packets_.picture_of(frame->pts);
      return frame;
    }
    av_frame_unref(frame.get());
  }
  running_ = false;
  return nullptr;
}

namespace {

/// The packets in the order in which their pictures come out of a decoder.
std::vector<std::int64_t> decode_order(InputFile& input, const PacketTable& packets, int stream,
                                       base::Progress& progress, const std::stop_token& stop) {
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  input.reopen();
  const ffmpeg::CodecPtr codec = open_codec(input, stream, packets.headers().extradata(0), true, 0);
  const ffmpeg::PacketPtr packet = ffmpeg::make_packet();
  const ffmpeg::FramePtr frame = ffmpeg::make_frame();
  std::vector<std::int64_t> order;
  std::int64_t ordinal = 0;
  const auto receive = [&] {
    while (avcodec_receive_frame(codec.get(), frame.get()) >= 0) {
      if (frame->pts >= 0 && frame->pts < packets.size()) order.push_back(packets.picture_of(frame->pts));
      av_frame_unref(frame.get());
    }
  };
  while (ordinal < packets.size() && av_read_frame(&input.format(), packet.get()) >= 0) {
    base::throw_if_stopped(stop);
    if (packet->stream_index == stream) {
      if (ordinal % 64 == 0) progress.report(base::Phase::Index, ordinal, packets.size());
      packet->pts = ordinal++;
      packet->dts = AV_NOPTS_VALUE;
      if (packet->size > 0) avcodec_send_packet(codec.get(), packet.get());
      receive();
    }
    av_packet_unref(packet.get());
  }
  base::throw_if_stopped(stop);
  avcodec_send_packet(codec.get(), nullptr);
  receive();
  return order;
}

}  // namespace

void order_packets(PacketTable& packets, InputFile& input, int stream, double frame_rate,
                   base::Progress& progress, const std::stop_token& stop) {
  if (packets.has_presentation_times()) {
    packets.set_order_from_times();
    if (packets.has_doubtful_times())
      packets.set_order_from_times(decode_order(input, packets, stream, progress, stop));
    return;
  }
  constexpr double kUsualRate = 25, kLongestFrame = 1e18;
  const AVRational time_base = input.stream(stream).time_base;
  const double tick = time_base.num > 0 && time_base.den > 0 ? av_q2d(time_base) : 1.0 / AV_TIME_BASE;
  const double ticks = 1.0 / ((frame_rate > 0 ? frame_rate : kUsualRate) * tick);
  const std::vector<std::int64_t> order = decode_order(input, packets, stream, progress, stop);
  // llround() of what no integer can hold is undefined; set_order() has the closer bound.
  packets.set_order(order, std::llround(std::min(ticks, kLongestFrame)));
}

}  // namespace vp::media
