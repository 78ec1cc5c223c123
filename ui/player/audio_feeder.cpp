#include "ui/player/audio_feeder.h"

#include <QAudioDevice>
#include <QMediaDevices>
#include <algorithm>
#include <cmath>
#include <span>

namespace vp::ui {
namespace {

constexpr int kInterval_ms = 15;
constexpr double kBuffer_s = 0.12;
/// Sound that is further off the picture than this is heard as wrong.
constexpr double kTolerated_s = 0.08;
constexpr int kBytesAFrame = media::AudioReader::kChannels * static_cast<int>(sizeof(std::int16_t));

QAudioFormat format() {
  QAudioFormat format;
  format.setSampleRate(media::AudioReader::kSampleRate);
  format.setChannelCount(media::AudioReader::kChannels);
  format.setSampleFormat(QAudioFormat::Int16);
  return format;
}

}  // namespace

AudioFeeder::AudioFeeder() : mailbox_(new Mailbox(this)), timer_(new QTimer(this)) {
  timer_->setInterval(kInterval_ms);
  timer_->setTimerType(Qt::PreciseTimer);
  connect(timer_, &QTimer::timeout, this, &AudioFeeder::feed);
}

AudioFeeder::~AudioFeeder() {
  close();
}

void AudioFeeder::open(const VideoDetailsPtr& video, const std::stop_token& stop) {
  close();
  if (!video->info.has_audio) return;
  try {
    reader_ = media::AudioReader::open(video->file, video->index.timestamp(0).seconds(), stop);
  } catch (const std::exception&) {
    reader_.reset();  // the picture can be watched without its sound
  }
}

void AudioFeeder::close() {
  pause();
  reader_.reset();
}

void AudioFeeder::play(const PlaybackClock& clock) {
  clock_ = clock;
  if (!reader_) return;
  restart();
  timer_->start();
}

void AudioFeeder::pause() {
  timer_->stop();
  device_ = nullptr;
  if (sink_) sink_->stop();
  sink_.reset();
}

void AudioFeeder::set_linear_volume(double volume) {
  volume_ = volume;
  if (sink_) sink_->setVolume(volume);
}

void AudioFeeder::restart() {
  device_ = nullptr;
  if (sink_) sink_->stop();
  sink_.reset();
  const QAudioDevice output = QMediaDevices::defaultAudioOutput();
  if (output.isNull() || !output.isFormatSupported(format())) return;
  try {
    written_s_ = clock_.position();
    reader_->seek(written_s_);
    stretch_.reset(clock_.rate());
  } catch (const std::exception&) {
    reader_.reset();
    return;
  }
  ended_ = false;
  sink_ = std::make_unique<QAudioSink>(output, format());
  sink_->setBufferSize(static_cast<int>(kBuffer_s * media::AudioReader::kSampleRate) * kBytesAFrame);
  sink_->setVolume(volume_);
  device_ = sink_->start();  // null when the device cannot be opened
  if (device_ == nullptr) sink_.reset();
}

void AudioFeeder::feed() {
  if (device_ == nullptr || !reader_ || ended_) return;
  const qsizetype queued = sink_->bufferSize() - sink_->bytesFree();
  const double rate = clock_.rate();
  const double heard_s =
      written_s_ - rate * static_cast<double>(queued) / kBytesAFrame / media::AudioReader::kSampleRate;
  const bool nothing_left = queued == 0 && written_s_ < clock_.position();
  if (std::abs(heard_s - clock_.position()) > kTolerated_s * rate && (queued > 0 || nothing_left)) {
    restart();
    if (device_ == nullptr) return;
  }
  const auto frames = static_cast<std::size_t>(sink_->bytesFree() / kBytesAFrame);
  samples_.resize(frames * media::AudioReader::kChannels);
  const std::size_t read = read_samples();
  ended_ = frames > 0 && read == 0;
  const qint64 written = device_->write(reinterpret_cast<const char*>(samples_.data()),
                                        static_cast<qint64>(read) * kBytesAFrame);
  written_s_ += rate * static_cast<double>(std::max<qint64>(written, 0)) / kBytesAFrame /
                media::AudioReader::kSampleRate;
}

std::size_t AudioFeeder::read_samples() {
  try {
    return stretch_.read(samples_,
                         [this](std::span<std::int16_t> samples) { return reader_->read(samples); });
  } catch (const std::exception&) {
    return 0;
  }
}

}  // namespace vp::ui
