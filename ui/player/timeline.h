#pragma once

#include <QImage>
#include <QList>
#include <QPixmap>
#include <QSlider>

#include "media/frame_sampling.h"
#include "ui/player/picture_source.h"
#include "ui/player/timeline_mark.h"

namespace vp::ui {

/// A slider over the frames of a video, laid out in time: on top the frames that the model is to be shown,
/// which can be dragged; a film strip; the position; below, the borders of the range that is asked about,
/// which can be dragged too. Click or drag elsewhere seeks; a click on a mark goes exactly to that frame. Its
/// value is the frame number.
class Timeline final : public QSlider {
  Q_OBJECT

 public:
  explicit Timeline(QWidget* parent = nullptr);

  void set_video(const VideoDetailsPtr& video);
  /// The frames that the model was shown.
  void set_marks(const QList<TimelineMark>& marks);
  /// The frames that it will be shown, and the range that they are taken from.
  void set_plan(const QList<TimelineMark>& marks, const media::TimeRange& range);
  void set_loop(double first_s, double last_s);
  void clear_loop() { set_loop(0, 0); }
  /// One picture of the film strip. Those of another `count` are forgotten.
  void set_film_picture(int position, int count, const QImage& picture);
  /// Moves the position without seeking.
  void set_frame(qint64 frame);

  /// The horizontal position of a time, in this widget's coordinates.
  double x_of(double time_s) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

 signals:
  void seek_requested(qint64 frame);
  /// The mark at this position of the plan was dropped on this frame.
  void mark_moved(int position, qint64 frame);
  /// Whole seconds.
  void range_start_moved(qint64 second);
  void range_end_moved(qint64 second);
  /// The film strip has room for so many pictures of this size (device pixels).
  void film_wanted(int count, QSize size);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  enum class Grip { None, Position, Mark, RangeStart, RangeEnd };

  const TimelineMark* mark_at(double x) const;
  /// The position in the plan of the mark that a press here takes hold of; -1: none.
  int planned_mark_at(QPointF point) const;
  Grip range_border_at(QPointF point) const;
  qint64 frame_at(double x) const;
  double time_at(double x) const;
  double duration() const;
  double start_x() const;
  double end_x() const;
  void seek(qint64 frame);
  void drag_range_border(double x);
  void update_cursor(QPointF point);
  void want_film();
  void paint_film(QPainter& painter);
  void paint_range(QPainter& painter) const;
  void paint_marks(QPainter& painter) const;
  void paint_mark(QPainter& painter, double x, bool seen) const;

  VideoDetailsPtr video_;
  QList<TimelineMark> marks_;  ///< seen
  QList<TimelineMark> planned_;
  media::TimeRange range_;
  double loop_first_s_ = 0;
  double loop_last_s_ = 0;  ///< not after loop_first_s_: no loop
  QList<QImage> film_;
  QPixmap film_strip_;  ///< film_ as it is painted; null after a change
  Grip grip_ = Grip::None;
  int grip_mark_ = -1;
  QPointF pressed_at_;
  bool dragging_ = false;  ///< moved far enough from pressed_at_
  qint64 pressed_frame_ = -1;
};

}  // namespace vp::ui
