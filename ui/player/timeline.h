#pragma once

#include <QImage>
#include <QList>
#include <QSlider>

#include "media/frame_sampling.h"
#include "ui/player/attention_curve.h"
#include "ui/player/film_band.h"
#include "ui/player/frame_row.h"
#include "ui/player/picture_source.h"
#include "ui/player/time_axis.h"
#include "ui/player/timeline_mark.h"

class QScrollBar;

namespace vp::ui {

class HoverPicture;

/// A slider over the frames of a video, laid out in time, and everything that is known over time on one axis
/// with one zoom: the marks of the frames for the model, which can be dragged; the film with these frames on
/// it; what the model attended to; the position; the borders of the range that is asked about, which can be
/// dragged too. Click or drag elsewhere seeks; a click on a mark goes exactly to that frame. Its value is the
/// frame number.
class Timeline final : public QSlider {
  Q_OBJECT

 public:
  explicit Timeline(QWidget* parent = nullptr);

  void set_video(const VideoDetailsPtr& video);
  /// The frames that the model was shown.
  void set_marks(const QList<TimelineMark>& marks);
  const QList<TimelineMark>& marks() const { return marks_; }
  /// The frames that it will be shown, and the range that they are taken from. `settled`: they are those that
  /// the model works with, so that after the analysis the frames that it was shown stand for them.
  void set_plan(const QList<TimelineMark>& marks, const media::TimeRange& range, bool settled);
  void set_curve(const AttentionCurve& curve);
  const AttentionCurve& curve() const { return curve_; }
  void set_loop(double first_s, double last_s);
  void clear_loop() { set_loop(0, 0); }
  void set_film_picture(const FilmPart& part, int position, const QImage& picture);
  /// Of a frame for the model, or of one that is pointed at.
  void set_frame_picture(qint64 frame, const QImage& picture);
  /// Moves the position without seeking.
  void set_frame(qint64 frame);
  FrameRow& frames() { return *frames_; }

  /// Shows `factor` times less of the film, around its position; below 1: more.
  void zoom(double factor);
  void show_whole_film();
  /// Shows the range that is asked about, with a little on either side.
  void show_range();

  /// The horizontal position of a time, in this widget's coordinates.
  double x_of(double time_s) const { return axis_.x_of(time_s); }
  const TimeAxis& axis() const { return axis_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

 signals:
  void seek_requested(qint64 frame);
  /// The mark at this position of the plan was dropped on this frame.
  void mark_moved(int position, qint64 frame);
  /// Whole seconds.
  void range_start_moved(qint64 second);
  void range_end_moved(qint64 second);
  void film_wanted(const vp::ui::FilmPart& part);
  /// These frames for the model have no picture yet; in device pixels.
  void pictures_wanted(const std::vector<qint64>& frames, QSize size);
  /// The pointer rests on this frame; in device pixels.
  void hover_wanted(qint64 frame, QSize size);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void hideEvent(QHideEvent* event) override;
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
  double now_s() const;
  double start_s() const;
  double end_s() const;
  double start_x() const { return x_of(start_s()); }
  double end_x() const { return x_of(end_s()); }
  void seek(qint64 frame);
  void drag_range_border(double x);
  void update_cursor(QPointF point);
  /// The part of the film that is shown is another one.
  void axis_changed();
  void show_frames();
  void show_hover(QPointF point);
  QString text_at(double x) const;
  // In timeline_paint.cpp.
  void paint_range(QPainter& painter) const;
  void paint_marks(QPainter& painter) const;
  void paint_mark(QPainter& painter, double x, bool seen) const;
  void paint_position(QPainter& painter) const;
  void paint_times(QPainter& painter) const;

  VideoDetailsPtr video_;
  TimeAxis axis_;
  QList<TimelineMark> marks_;  ///< seen
  QList<TimelineMark> planned_;
  bool settled_ = true;
  media::TimeRange range_;
  AttentionCurve curve_;
  double loop_first_s_ = 0;
  double loop_last_s_ = 0;  ///< not after loop_first_s_: no loop
  FilmBand film_;
  FrameRow* frames_;
  QScrollBar* scroll_;  ///< over the whole film, in milliseconds
  HoverPicture* hover_;
  qint64 hovered_ = -1;  ///< the frame whose picture is wanted
  Grip grip_ = Grip::None;
  int grip_mark_ = -1;
  QPointF pressed_at_;
  bool dragging_ = false;  ///< moved far enough from pressed_at_
  qint64 pressed_frame_ = -1;
};

}  // namespace vp::ui
