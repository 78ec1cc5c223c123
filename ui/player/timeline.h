#pragma once

#include <QList>
#include <QSlider>

#include "ui/player/picture_source.h"
#include "ui/player/timeline_mark.h"

namespace vp::ui {

/// A slider over the frames of a video, laid out in time. Click or drag seeks; a click on a mark goes exactly
/// to that frame. Its value is the frame number.
class Timeline final : public QSlider {
  Q_OBJECT

 public:
  explicit Timeline(QWidget* parent = nullptr);

  void set_video(const VideoDetailsPtr& video);
  void set_marks(const QList<TimelineMark>& marks);
  /// Moves the position without seeking.
  void set_frame(qint64 frame);

  /// The horizontal position of a time, in this widget's coordinates.
  double x_of(double time_s) const;
  QSize sizeHint() const override { return {300, 34}; }
  QSize minimumSizeHint() const override { return {120, 34}; }

 signals:
  void seek_requested(qint64 frame);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;

 private:
  const TimelineMark* mark_at(double x) const;
  qint64 frame_at(double x) const;
  double duration() const;
  void seek(qint64 frame);

  VideoDetailsPtr video_;
  QList<TimelineMark> marks_;
  qint64 pressed_frame_ = -1;
};

}  // namespace vp::ui
