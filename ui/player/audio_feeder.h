#pragma once

#include <QAudioSink>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "media/audio_reader.h"
#include "media/time_stretch.h"
#include "ui/mailbox.h"
#include "ui/player/picture_source.h"
#include "ui/player/playback_clock.h"

namespace vp::ui {

/// Feeds decoded sound to the sound device. Lives on AudioOutput's thread.
class AudioFeeder final : public QObject {
  Q_OBJECT

 public:
  AudioFeeder();
  ~AudioFeeder() override;

  /// From any thread: runs this on the feeder's own. All functions below are called there.
  void post(std::function<void()> function) { mailbox_->post(std::move(function)); }

  /// `stop` interrupts this and all that is done with the file later.
  void open(const VideoDetailsPtr& video, const std::stop_token& stop);
  void close();
  void play(const PlaybackClock& clock);
  void pause();
  void set_linear_volume(double volume);

 private:
  void restart();
  void feed();
  std::size_t read_samples();

  Mailbox* mailbox_;
  std::optional<media::AudioReader> reader_;
  media::TimeStretch stretch_;
  std::unique_ptr<QAudioSink> sink_;
  QIODevice* device_ = nullptr;  ///< the sink's; null while silent
  QTimer* timer_;
  PlaybackClock clock_;
  double written_s_ = 0;  ///< video time up to which samples were given to the device
  double volume_ = 1;
  bool ended_ = false;
  std::vector<std::int16_t> samples_;
};

}  // namespace vp::ui
