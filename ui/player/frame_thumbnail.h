#pragma once

#include <QAbstractButton>
#include <QImage>
#include <optional>

namespace vp::ui {

/// A frame for the model where it lies on the timeline: its picture, over it the map once the model has seen
/// it. A click goes there; dragging it sideways or Alt with an arrow key takes another frame in its place.
class FrameThumbnail final : public QAbstractButton {
  Q_OBJECT

 public:
  static constexpr int kHeight = 50;

  explicit FrameThumbnail(QWidget* parent = nullptr);

  /// Forgets the picture and the map of another frame.
  void set_frame(qint64 frame, double time_s);
  qint64 frame() const { return frame_; }
  double time_s() const { return time_s_; }
  /// Null: there is none yet.
  void set_picture(const QImage& picture);
  const QImage& picture() const { return picture_; }
  /// The model has been shown it; before, it is to be shown it.
  void set_seen(bool seen);
  bool seen() const { return seen_; }
  void set_map(const QImage& map, double opacity, bool smooth);
  const QImage& map() const { return map_; }
  void set_current(bool current);
  /// Width over height of the film's pictures.
  void set_aspect(double aspect);
  /// Wide enough for the whole picture.
  int full_width() const;

  /// Where the picture is, in this widget's coordinates; it is wider than a narrow widget.
  QRectF picture_rect() const;

 signals:
  /// It has got the keyboard.
  void focused();
  /// So many pixels from where it is.
  void dragged(int pixels);
  void dropped(int pixels);
  void nudged(int frames, int seconds);
  /// Where the pointer is, in shares of the picture's width and height; nothing outside it.
  void pointed(const std::optional<QPointF>& place);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void show_texts();
  void paint_caption(QPainter& painter) const;

  qint64 frame_ = -1;
  double time_s_ = 0;
  double aspect_ = 16.0 / 9;
  QImage picture_;
  QImage map_;
  double opacity_ = 0;
  bool smooth_ = false;
  bool seen_ = false;
  bool current_ = false;
  bool dragging_ = false;
  QPoint pressed_at_;
};

}  // namespace vp::ui
