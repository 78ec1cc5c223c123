#pragma once

#include <QImage>
#include <QWidget>
#include <optional>
#include <utility>

#include "ui/player/hidden_patches.h"

namespace vp::ui {

/// Shows a picture as large as fits, and a map over exactly the picture's rectangle.
class VideoView final : public QWidget {
  Q_OBJECT

 public:
  explicit VideoView(QWidget* parent = nullptr);

  void set_picture(const QImage& picture, QSize video_size);
  void clear();
  /// A null image takes the map away. The map is stretched over the picture's rectangle, smoothly or in its
  /// own cells.
  void set_overlay(const QImage& map, double opacity, bool smooth);
  /// What map it is and of which frame, said in the picture's corner; empty: nothing is said.
  void set_badge(const QString& text);
  /// Hatches what was hidden from the model, and says so below it; empty: nothing.
  void set_hidden(const HiddenPatches& hidden);
  const HiddenPatches& hidden() const { return hidden_; }
  const QString& badge() const { return badge_; }
  /// Buttons under what is said while there is no picture; hidden with one.
  void set_first_steps(QWidget* buttons);
  /// What is said while there is no picture.
  void set_message(const QString& title, const QString& hint);

  /// Where the picture is, in this widget's coordinates; empty without a picture.
  QRectF picture_rect() const;
  QSize sizeHint() const override { return {640, 400}; }
  QSize minimumSizeHint() const override { return {160, 90}; }

 signals:
  void clicked();
  void double_clicked();
  /// Where the pointer is, in shares of the picture's width and height; nothing outside it.
  void pointed(const std::optional<QPointF>& place);
  /// The size in device pixels at which pictures are painted.
  void display_size_changed(QSize size);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  void place_first_steps();
  /// Where the title and the hint of the message are written.
  std::pair<QRect, QRect> message_rects() const;
  QFont title_font() const;
  void paint_message(QPainter& painter) const;
  void paint_overlay(QPainter& painter, const QRectF& target);
  /// A line of text in a box in a corner of the picture.
  void paint_note(QPainter& painter, const QRectF& target, const QString& note, Qt::Edge edge) const;
  void paint_hidden(QPainter& painter, const QRectF& target) const;

  QImage picture_;
  QSize video_size_;  ///< before shrinking for the display
  QImage map_;
  QImage overlay_;  ///< map_ at the size at which it was painted last; null after a change
  double opacity_ = 0.6;
  bool focused_by_key_ = false;
  bool smooth_ = false;
  QString badge_;
  HiddenPatches hidden_;
  QString title_;
  QString hint_;
  QWidget* first_steps_ = nullptr;
};

}  // namespace vp::ui
