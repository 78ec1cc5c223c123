#pragma once

#include <QAbstractButton>
#include <QImage>

namespace vp::ui {

/// A frame that the model is to be shown: picture, number and time. A click goes there; dragged sideways, or
/// with Alt and the arrow keys, it becomes another frame.
class PlanThumbnail final : public QAbstractButton {
  Q_OBJECT

 public:
  /// The first frame of a chunk but the video's first stands apart, behind a line.
  explicit PlanThumbnail(bool after_border, QWidget* parent = nullptr);

  void set_frame(qint64 frame, double time_s);
  void set_picture(const QImage& picture);
  void set_current(bool current);
  qint64 frame() const { return frame_; }
  const QImage& picture() const { return picture_; }

  static int height_for(const QFontMetrics& metrics);
  static constexpr QSize kPictureSize{80, 45};
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  /// It has got the keyboard.
  void focused();
  /// While the mouse is down: how far it is from where it was pressed.
  void dragged(int pixels);
  void dropped(int pixels);
  /// By the keyboard, in frames; `seconds` in whole seconds instead.
  void nudged(int frames, int seconds);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void show_texts();
  int left() const;

  const bool after_border_;
  QImage picture_;
  qint64 frame_ = -1;
  double time_s_ = 0;
  QPoint pressed_at_;
  bool dragging_ = false;
  bool current_ = false;
};

}  // namespace vp::ui
