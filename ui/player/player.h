#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "base/message.h"
#include "ui/player/audio_output.h"
#include "ui/player/picture_source.h"
#include "ui/player/playback_clock.h"

namespace vp::ui {

/// Playback of one video: exact frames while paused, the monotonic clock while playing, sound as its slave.
/// Knows no widget.
class Player final : public QObject {
  Q_OBJECT

 public:
  explicit Player(QObject* parent = nullptr);

  void open(const std::filesystem::path& file, const media::OpenOptions& options = {});
  void close();
  /// Null until a video is open.
  const VideoDetailsPtr& video() const { return video_; }
  bool playing() const { return playing_; }
  /// The frame on the screen or, while one is being decoded, the one that was asked for; -1 without a video.
  qint64 frame() const { return target_; }

  /// From the beginning when the end is on the screen.
  void play();
  void pause();
  void toggle();
  /// Pauses, then moves by `frames`, counted from the frame that was asked for last.
  void step(int frames);
  /// To exactly this frame (clamped); playback goes on from there.
  void seek_frame(qint64 frame);
  /// To the frame that is on the screen at this time.
  void seek_time(double seconds);

  /// Seconds of video a second, media::TimeStretch::kSlowest to kFastest; also while it plays.
  void set_rate(double rate);
  double rate() const { return rate_; }
  /// Playing goes from the last of these frames back to the first; nullopt: to the end of the video.
  struct Loop {
    qint64 first = 0;
    qint64 last = 0;
    bool operator==(const Loop&) const = default;
  };
  void set_loop(const std::optional<Loop>& loop) { loop_ = loop; }

  void set_display_size(QSize size);
  /// 0 to 1, as the ear hears it.
  void set_volume(double volume) { audio_.set_volume(volume); }
  void set_muted(bool muted) { audio_.set_muted(muted); }

 signals:
  void opening(int percent);
  void opened(const vp::ui::VideoDetailsPtr& video);
  void closed();
  void failed(const vp::base::Message& message);
  void picture_changed(const vp::ui::Picture& picture);
  /// The stream is damaged at this frame; the picture before stays.
  void picture_missing(qint64 frame);
  void playing_changed(bool playing);

 private:
  void set_playing(bool playing);
  void stream();
  void start_clock(double position_s);
  /// When the last frame of the loop leaves the screen.
  double loop_end() const;
  void tick();
  void show(const Picture& picture);
  void finish();

  PictureSource source_;
  AudioOutput audio_;
  VideoDetailsPtr video_;
  PlaybackClock clock_;
  QTimer timer_;
  QTimer resize_timer_;
  QSize display_size_;
  qint64 target_ = -1;
  double rate_ = 1;
  std::optional<Loop> loop_;
  bool playing_ = false;
  bool waiting_ = false;  ///< playing, but the first picture of the stream has not come yet
};

}  // namespace vp::ui
