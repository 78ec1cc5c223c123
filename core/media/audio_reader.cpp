#include "media/audio_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/error.h"
#include "media/ffmpeg_handles.h"
#include "media/input_file.h"

namespace vp::media {
namespace {

constexpr int kMaxConsecutiveErrors = 64;
// Lossy codecs need a few packets before their output is right again.
constexpr double kPrerollSeconds = 0.25;
// Less than this is rounding in the container's times; more is a gap or an overlap.
constexpr std::int64_t kToleratedDrift = AudioReader::kSampleRate / 20;
// A gap longer than this is a damaged time, not silence.
constexpr std::int64_t kLongestGap = std::int64_t{AudioReader::kSampleRate} * 3600 * 24;
constexpr double kLatestSeek = 1e9;
// Slower than any sound; one packet of a file that claims 1 Hz would become gigabytes at our rate.
constexpr int kLowestRate = 1000;

}  // namespace

struct AudioReader::Impl {
  Impl(const std::filesystem::path& file, double origin, const std::stop_token& stopped)
      : stop(stopped), input(file, stop), origin_s(origin) {}

  bool open_codec();
  bool decode_some();
  void feed();
  void convert(const AVFrame* decoded);
  void place(const AVFrame& decoded);
  bool prepare_resampler(const AVFrame& decoded);

  std::stop_token stop;
  InputFile input;
  double origin_s;
  int stream = -1;
  ffmpeg::CodecPtr codec;
  ffmpeg::PacketPtr packet = ffmpeg::make_packet();
  ffmpeg::FramePtr frame = ffmpeg::make_frame();
  ffmpeg::ResamplerPtr resampler;
  int in_rate = 0;
  int in_format = -1;
  int in_channels = 0;
  std::vector<std::int16_t> ready;  ///< interleaved, from `ready_begin` on
  std::size_t ready_begin = 0;      ///< in samples of ready
  std::int64_t position = 0;        ///< frames after the origin that read() gives next
  std::int64_t decoded_end = 0;     ///< frames after the origin up to which `ready` reaches
  bool placed = false;              ///< decoded_end is known: something was decoded since the last seek
  bool ended = false;
  bool draining = false;
};

bool AudioReader::Impl::open_codec() {
  stream = av_find_best_stream(&input.format(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
  if (stream < 0) return false;
  const AVCodecParameters* parameters = input.stream(stream).codecpar;
  const AVCodec* decoder = avcodec_find_decoder(parameters->codec_id);
  if (decoder == nullptr) return false;
  codec = ffmpeg::require(ffmpeg::CodecPtr(avcodec_alloc_context3(decoder)));
  if (avcodec_parameters_to_context(codec.get(), parameters) < 0) return false;
  codec->pkt_timebase = input.stream(stream).time_base;
  codec->thread_count = 1;
  if (avcodec_open2(codec.get(), decoder, nullptr) < 0) return false;
  input.select_stream(stream);
  return true;
}

bool AudioReader::Impl::prepare_resampler(const AVFrame& decoded) {
  const int channels = decoded.ch_layout.nb_channels;
  if (resampler && in_rate == decoded.sample_rate && in_format == decoded.format && in_channels == channels)
    return true;
  resampler.reset();
  if (decoded.sample_rate < kLowestRate || channels <= 0) return false;
  AVChannelLayout in_layout{};
  if (decoded.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
    av_channel_layout_default(&in_layout, channels);
  } else if (av_channel_layout_copy(&in_layout, &decoded.ch_layout) < 0) {
    return false;
  }
  AVChannelLayout stereo{};
  av_channel_layout_default(&stereo, kChannels);
  SwrContext* context = nullptr;
  const int result =
      swr_alloc_set_opts2(&context, &stereo, AV_SAMPLE_FMT_S16, kSampleRate, &in_layout,
                          static_cast<AVSampleFormat>(decoded.format), decoded.sample_rate, 0, nullptr);
  resampler.reset(context);
  av_channel_layout_uninit(&in_layout);
  if (result < 0 || swr_init(resampler.get()) < 0) {
    resampler.reset();
    return false;
  }
  in_rate = decoded.sample_rate;
  in_format = decoded.format;
  in_channels = channels;
  return true;
}

void AudioReader::Impl::place(const AVFrame& decoded) {
  const std::int64_t pts = decoded.best_effort_timestamp;
  if (pts == AV_NOPTS_VALUE) {
    if (!placed) decoded_end = position;
    placed = true;
    return;
  }
  const double seconds = static_cast<double>(pts) * av_q2d(input.stream(stream).time_base) - origin_s;
  if (std::abs(seconds) > kLatestSeek) return;
  const std::int64_t start = std::llround(seconds * kSampleRate);
  if (!placed) {
    decoded_end = start;
    placed = true;
    return;
  }
  const std::int64_t expected = decoded_end + swr_get_delay(resampler.get(), kSampleRate);
  const std::int64_t drift = start - expected;
  if (std::abs(drift) <= kToleratedDrift || drift > kLongestGap) return;
  // Nothing is ready while a frame is placed, so moving the end is enough: read() fills a gap with silence
  // and drops an overlap.
  swr_init(resampler.get());
  decoded_end = start;
}

void AudioReader::Impl::convert(const AVFrame* decoded) {
  if (!resampler) return;
  const int in_samples = decoded != nullptr ? decoded->nb_samples : 0;
  const int room = swr_get_out_samples(resampler.get(), in_samples);
  if (room <= 0) return;
  const std::size_t old_size = ready.size();
  ready.resize(old_size + static_cast<std::size_t>(room) * kChannels);
  auto* out = reinterpret_cast<std::uint8_t*>(ready.data() + old_size);
  const auto** in = decoded != nullptr ? const_cast<const std::uint8_t**>(decoded->extended_data) : nullptr;
  const int written = std::max(swr_convert(resampler.get(), &out, room, in, in_samples), 0);
  ready.resize(old_size + static_cast<std::size_t>(written) * kChannels);
  decoded_end += written;
}

void AudioReader::Impl::feed() {
  for (int errors = 0; errors < kMaxConsecutiveErrors;) {
    av_packet_unref(packet.get());
    const int result = av_read_frame(&input.format(), packet.get());
    if (result == AVERROR_EOF) break;
    if (result < 0) {
      ++errors;
      continue;
    }
    if (packet->stream_index != stream) continue;
    // A packet that cannot be decoded leaves a gap, which place() closes.
    avcodec_send_packet(codec.get(), packet.get());
    return;
  }
  draining = true;
  avcodec_send_packet(codec.get(), nullptr);
}

bool AudioReader::Impl::decode_some() {
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  ready.erase(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(ready_begin));
  ready_begin = 0;
  for (int errors_at_end = 0; !ended;) {
    // Before the errors of an interrupted file pass for its end.
    base::throw_if_stopped(stop);
    const int result = avcodec_receive_frame(codec.get(), frame.get());
    if (result == AVERROR(EAGAIN) && !draining) {
      feed();
      continue;
    }
    if (result < 0 && result != AVERROR_EOF && errors_at_end < kMaxConsecutiveErrors) {
      if (draining)
        ++errors_at_end;
      else
        feed();
      continue;
    }
    if (result < 0) {
      convert(nullptr);
      ended = true;
      break;
    }
    const bool usable = prepare_resampler(*frame);
    if (usable) {
      place(*frame);
      convert(frame.get());
    }
    av_frame_unref(frame.get());
    if (!ready.empty()) return true;
  }
  return !ready.empty();
}

std::optional<AudioReader> AudioReader::open(const std::filesystem::path& file, double origin_s,
                                             const std::stop_token& stop) {
  base::throw_if_stopped(stop);
  auto impl = std::make_unique<Impl>(file, origin_s, stop);
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  if (!impl->open_codec()) return std::nullopt;
  AudioReader reader(std::move(impl));
  reader.seek(0);
  if (!reader.impl_->decode_some()) return std::nullopt;
  reader.seek(0);
  return reader;
}

AudioReader::AudioReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;
AudioReader::~AudioReader() = default;

void AudioReader::seek(double seconds) {
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  if (!(seconds > 0)) seconds = 0;  // also for a NaN
  seconds = std::min(seconds, kLatestSeek);
  Impl& impl = *impl_;
  const double stream_time = seconds + impl.origin_s - kPrerollSeconds;
  const double ticks = stream_time / av_q2d(impl.input.stream(impl.stream).time_base);
  const bool representable = std::abs(ticks) < 1e18;
  if (!representable ||
      av_seek_frame(&impl.input.format(), impl.stream, static_cast<std::int64_t>(std::floor(ticks)),
                    AVSEEK_FLAG_BACKWARD) < 0) {
    impl.input.reopen();
  }
  avcodec_flush_buffers(impl.codec.get());
  impl.resampler.reset();
  impl.ready.clear();
  impl.ready_begin = 0;
  impl.placed = false;
  impl.ended = false;
  impl.draining = false;
  impl.position = std::llround(seconds * kSampleRate);
}

std::size_t AudioReader::read(std::span<std::int16_t> samples) {
  Impl& impl = *impl_;
  const std::size_t wanted = samples.size() / kChannels;
  std::size_t written = 0;
  while (written < wanted) {
    if (impl.ready_begin == impl.ready.size() && !impl.decode_some()) break;
    const auto held = static_cast<std::int64_t>((impl.ready.size() - impl.ready_begin) / kChannels);
    const std::int64_t start = impl.decoded_end - held;
    if (start < impl.position) {
      const std::int64_t dropped = std::min(held, impl.position - start);
      impl.ready_begin += static_cast<std::size_t>(dropped) * kChannels;
      continue;
    }
    std::int16_t* out = samples.data() + written * kChannels;
    auto count = static_cast<std::int64_t>(wanted - written);
    if (start > impl.position) {
      count = std::min(count, start - impl.position);
      std::fill_n(out, count * kChannels, std::int16_t{0});
    } else {
      count = std::min(count, held);
      std::copy_n(impl.ready.data() + impl.ready_begin, count * kChannels, out);
      impl.ready_begin += static_cast<std::size_t>(count) * kChannels;
    }
    impl.position += count;
    written += static_cast<std::size_t>(count);
  }
  return written;
}

}  // namespace vp::media
