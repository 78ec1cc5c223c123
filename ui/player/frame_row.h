#pragma once

#include <QHash>
#include <QImage>
#include <QList>
#include <QObject>
#include <optional>
#include <vector>

#include "ui/player/picture_source.h"
#include "ui/player/time_axis.h"
#include "ui/player/timeline_mark.h"

namespace vp::ui {

class FrameThumbnail;
class RovingFocus;

/// The frames for the model as they lie on a timeline: before the analysis those that it is to be shown,
/// after it with their maps. Neighbours share the room between them; what is out of sight is hidden.
class FrameRow final : public QObject {
  Q_OBJECT

 public:
  /// The thumbnails are children of `timeline`.
  explicit FrameRow(QWidget* timeline);

  void set_video(const VideoDetailsPtr& video);
  /// What is shown, in order of time; of these, the model has seen `seen`.
  void set_frames(const QList<TimelineMark>& frames, const QList<TimelineMark>& seen);
  /// One map for each of the frames that were seen, in their order; an empty list takes the maps away.
  void set_maps(const QList<QImage>& maps, double opacity, bool smooth);
  void set_picture(qint64 frame, const QImage& picture);
  /// The frame on the screen of the player.
  void set_current(qint64 frame);
  /// Lays them out again.
  void place(const TimeAxis& axis, int top);
  /// Those that have no picture yet.
  std::vector<qint64> without_picture() const;
  /// As large as their pictures are painted, in device-independent pixels.
  QSize picture_size() const;

 signals:
  void clicked(qint64 frame);
  /// By the mouse, so many pixels from where the frame at this position lies.
  void dragged(int position, int pixels);
  void dropped(int position, int pixels);
  void nudged(int position, int frames, int seconds);
  /// The pointer is on the picture of this frame, in shares of its width and height, or on none.
  void pointed(qint64 frame, const std::optional<QPointF>& place);
  void focused(double time_s);

 private:
  void add_thumbnail();
  void show_maps();

  QWidget* timeline_;
  RovingFocus* focus_;
  QList<FrameThumbnail*> thumbnails_;
  QList<QWidget*> in_sight_;
  QList<TimelineMark> seen_;
  QList<QImage> maps_;
  double opacity_ = 0;
  bool smooth_ = false;
  double aspect_ = 16.0 / 9;
  qint64 current_ = -1;
};

}  // namespace vp::ui
