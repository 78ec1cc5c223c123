#pragma once

#include <QThread>
#include <memory>
#include <stop_token>

#include "ui/player/picture_source.h"
#include "ui/player/playback_clock.h"

namespace vp::ui {

class AudioFeeder;

/// The sound of the open video, on a thread of its own: neither decoding nor a slow sound server can hold up
/// the window. It follows the picture's clock and is set right when it strays. Without a sound device, or for
/// a video without sound, it is silent and everything else works.
class AudioOutput final {
 public:
  AudioOutput();
  /// Interrupts what is being read.
  ~AudioOutput();
  AudioOutput(const AudioOutput&) = delete;
  AudioOutput& operator=(const AudioOutput&) = delete;

  void open(const VideoDetailsPtr& video);
  void close();
  /// Plays along with this clock until pause().
  void play(const PlaybackClock& clock);
  void pause();
  /// 0 to 1 as the ear hears it.
  void set_volume(double volume);
  void set_muted(bool muted);

 private:
  void apply_volume();

  std::stop_source file_stop_;  ///< interrupts what is done with the present file
  double volume_ = 1;
  bool muted_ = false;
  QThread thread_;
  AudioFeeder* feeder_;  ///< lives on thread_ and is deleted by it
};

}  // namespace vp::ui
