#pragma once

#include <QAbstractButton>
#include <QImage>
#include <QList>
#include <QScrollArea>
#include <optional>

#include "ui/attention/map_point.h"

class QHBoxLayout;

namespace vp::ui {

class RovingFocus;

/// A sampled frame in the strip: picture, map, number and time.
class FrameThumbnail final : public QAbstractButton {
  Q_OBJECT

 public:
  FrameThumbnail(const QImage& picture, qint64 frame, double time_s, QWidget* parent = nullptr);

  void set_map(const QImage& map, double opacity, bool smooth);
  void set_current(bool current);
  const QImage& map() const { return map_; }

  /// Where the picture is painted, in this widget's coordinates.
  QRectF picture_rect() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  /// It has got the keyboard.
  void focused();
  /// Where the pointer is, in shares of the picture's width and height; nothing outside it.
  void pointed(const std::optional<QPointF>& place);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QImage picture_;
  QImage map_;
  QString caption_;
  double opacity_ = 0;
  bool smooth_ = false;
  bool current_ = false;
};

/// The frames that the model was shown, side by side; a click seeks to one.
class FrameStrip final : public QScrollArea {
  Q_OBJECT

 public:
  struct Frame {
    QImage picture;
    qint64 index = 0;
    double time_s = 0;
    int chunk = 0;
  };

  explicit FrameStrip(QWidget* parent = nullptr);

  void set_frames(const QList<Frame>& frames);
  /// One map a frame; an empty list takes the maps away.
  void set_maps(const QList<QImage>& maps, double opacity, bool smooth);
  /// -1: none.
  void set_current(int position);
  /// What is said while there are no frames.
  void set_message(const QString& text);
  const QList<FrameThumbnail*>& thumbnails() const { return thumbnails_; }

 signals:
  void frame_clicked(qint64 frame);
  /// What the pointer is on; nothing outside the pictures.
  void pointed(const std::optional<vp::ui::MapPoint>& point);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QHBoxLayout* layout_;
  RovingFocus* focus_;
  QList<FrameThumbnail*> thumbnails_;
  QString message_;
  int current_ = -1;
};

}  // namespace vp::ui
