#include "ui/player/audio_output.h"

#include <QAudio>

#include "ui/player/audio_feeder.h"

namespace vp::ui {

AudioOutput::AudioOutput() : feeder_(new AudioFeeder) {
  feeder_->moveToThread(&thread_);
  QObject::connect(&thread_, &QThread::finished, feeder_, &QObject::deleteLater);
  thread_.setObjectName(QStringLiteral("audio"));
  thread_.start();
}

AudioOutput::~AudioOutput() {
  file_stop_.request_stop();
  thread_.quit();
  thread_.wait();
}

void AudioOutput::open(const VideoDetailsPtr& video) {
  file_stop_.request_stop();
  file_stop_ = std::stop_source();
  feeder_->post([feeder = feeder_, video, stop = file_stop_.get_token()] { feeder->open(video, stop); });
}

void AudioOutput::close() {
  file_stop_.request_stop();
  feeder_->post([feeder = feeder_] { feeder->close(); });
}

void AudioOutput::play(const PlaybackClock& clock) {
  feeder_->post([feeder = feeder_, clock] { feeder->play(clock); });
}

void AudioOutput::pause() {
  feeder_->post([feeder = feeder_] { feeder->pause(); });
}

void AudioOutput::set_volume(double volume) {
  volume_ = volume;
  apply_volume();
}

void AudioOutput::set_muted(bool muted) {
  muted_ = muted;
  apply_volume();
}

void AudioOutput::apply_volume() {
  const double linear =
      muted_ ? 0 : QAudio::convertVolume(volume_, QAudio::LogarithmicVolumeScale, QAudio::LinearVolumeScale);
  feeder_->post([feeder = feeder_, linear] { feeder->set_linear_volume(linear); });
}

}  // namespace vp::ui
