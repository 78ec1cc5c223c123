#pragma once

#include <QImage>
#include <QObject>
#include <QSize>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "ui/mailbox.h"
#include "ui/player/film_band.h"
#include "ui/player/picture_source.h"

namespace vp::ui {

/// Makes small pictures of the open video on a thread of its own that the system runs only when nothing else
/// wants the processor, and that rests while the video plays. Nothing is kept here.
class ThumbnailMaker final : public QObject {
  Q_OBJECT

 public:
  explicit ThumbnailMaker(QObject* parent = nullptr);
  ~ThumbnailMaker() override;

  /// Drops what was wanted of the video before; null: no video.
  void set_video(const VideoDetailsPtr& video);
  /// Exactly these frames, first of all, at most as large as `size` (device pixels). Replaces those wanted
  /// before.
  void want_frames(const std::vector<qint64>& frames, QSize size);
  /// Pictures of a part of the video, in a film strip's order; where key frames are close, these.
  void want_film(const FilmPart& part);
  /// Exactly this frame, before anything else. Replaces the one that was wanted so before.
  void want_now(qint64 frame, QSize size);
  void set_paused(bool paused);

 signals:
  /// The picture is null where the frame cannot be decoded.
  void frame_ready(qint64 frame, const QImage& picture);
  void film_ready(const vp::ui::FilmPart& part, int position, const QImage& picture);

 private:
  struct Job {
    qint64 frame = 0;
    int position = -1;  ///< in the film; -1: a frame by itself
    QSize size;
  };

  void loop(const std::stop_token& quit);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  VideoDetailsPtr video_;
  std::deque<Job> frames_;
  std::deque<Job> film_;
  FilmPart part_;  ///< that film_ is of
  std::optional<Job> now_;
  bool paused_ = false;
  quint64 generation_ = 0;  ///< counts videos
  std::stop_source video_stop_;
  Mailbox mailbox_;
  std::jthread thread_;
};

}  // namespace vp::ui
