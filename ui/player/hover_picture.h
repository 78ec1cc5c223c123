#pragma once

#include <QFrame>
#include <QImage>
#include <QString>

namespace vp::ui {

/// What lies at a place of the timeline, above the pointer: a picture and what can be said of it.
class HoverPicture final : public QFrame {
  Q_OBJECT

 public:
  explicit HoverPicture(QWidget* owner);

  /// Above `place` of the screen. A null picture: there is none yet.
  void show_at(QPoint place, const QImage& picture, const QString& text);
  void set_picture(const QImage& picture);
  const QImage& picture() const { return picture_; }
  const QString& text() const { return text_; }

  /// The largest side of a picture, in device-independent pixels.
  static constexpr int kPicture = 176;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QImage picture_;
  QString text_;
};

}  // namespace vp::ui
