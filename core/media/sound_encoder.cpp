#include "media/sound_encoder.h"

#include <utility>

#include "media/audio_reader.h"

namespace vp::media {
namespace {
constexpr std::size_t kChannels = AudioReader::kChannels;
constexpr std::int64_t kBitRate = 160'000;
}  // namespace

SoundEncoder::SoundEncoder(AVFormatContext& muxer, Check check) : muxer_(muxer), check_(std::move(check)) {
  const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_AAC);
  if (encoder == nullptr) check_(AVERROR_ENCODER_NOT_FOUND);
  codec_ = ffmpeg::require(ffmpeg::CodecPtr(avcodec_alloc_context3(encoder)));
  codec_->sample_rate = AudioReader::kSampleRate;
  codec_->sample_fmt = AV_SAMPLE_FMT_FLTP;
  av_channel_layout_default(&codec_->ch_layout, static_cast<int>(kChannels));
  codec_->bit_rate = kBitRate;
  codec_->time_base = {1, AudioReader::kSampleRate};
  codec_->thread_count = 1;
  codec_->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER;
  check_(avcodec_open2(codec_.get(), encoder, nullptr));
  stream_ = ffmpeg::require(avformat_new_stream(&muxer, nullptr));
  check_(avcodec_parameters_from_context(stream_->codecpar, codec_.get()));
  stream_->time_base = codec_->time_base;

  frame_ = ffmpeg::make_frame();
  frame_->format = codec_->sample_fmt;
  frame_->sample_rate = codec_->sample_rate;
  frame_->nb_samples = codec_->frame_size;
  check_(av_channel_layout_copy(&frame_->ch_layout, &codec_->ch_layout));
  check_(av_frame_get_buffer(frame_.get(), 0));
}

void SoundEncoder::write(std::span<const std::int16_t> samples) {
  waiting_.insert(waiting_.end(), samples.begin(), samples.end());
  const auto frame_size = static_cast<std::size_t>(codec_->frame_size);
  std::size_t first = 0;
  for (; waiting_.size() - first >= frame_size * kChannels; first += frame_size * kChannels)
    encode(first, frame_size);
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(first));
}

void SoundEncoder::finish() {
  if (!waiting_.empty()) encode(0, waiting_.size() / kChannels);
  waiting_.clear();
  check_(avcodec_send_frame(codec_.get(), nullptr));
  drain();
}

void SoundEncoder::encode(std::size_t first, std::size_t sample_count) {
  check_(av_frame_make_writable(frame_.get()));
  frame_->nb_samples = static_cast<int>(sample_count);
  for (std::size_t channel = 0; channel < kChannels; ++channel) {
    auto* out = reinterpret_cast<float*>(frame_->data[channel]);
    for (std::size_t i = 0; i < sample_count; ++i)
      out[i] = static_cast<float>(waiting_[first + i * kChannels + channel]) / 32768.0f;
  }
  frame_->pts = encoded_;
  encoded_ += static_cast<std::int64_t>(sample_count);
  check_(avcodec_send_frame(codec_.get(), frame_.get()));
  drain();
}

void SoundEncoder::drain() {
  for (;;) {
    const int result = avcodec_receive_packet(codec_.get(), packet_.get());
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
    check_(result);
    packet_->stream_index = stream_->index;
    av_packet_rescale_ts(packet_.get(), codec_->time_base, stream_->time_base);
    check_(av_interleaved_write_frame(&muxer_, packet_.get()));
  }
}

}  // namespace vp::media
