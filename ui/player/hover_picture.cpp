#include "ui/player/hover_picture.h"

#include <QPainter>
#include <QScreen>
#include <algorithm>

namespace vp::ui {
namespace {

constexpr int kMargin = 5;
constexpr int kAbove = 10;  ///< pixels between it and the timeline

}  // namespace

HoverPicture::HoverPicture(QWidget* owner)
    : QFrame(owner, Qt::ToolTip | Qt::FramelessWindowHint | Qt::WindowTransparentForInput) {
  setObjectName(QStringLiteral("hover_picture"));
  setAttribute(Qt::WA_ShowWithoutActivating);
  setFocusPolicy(Qt::NoFocus);
}

void HoverPicture::show_at(QPoint place, const QImage& picture, const QString& text) {
  picture_ = picture;
  text_ = text;
  QSize of_picture(0, 0);
  if (!picture_.isNull()) of_picture = picture_.size().scaled(kPicture, kPicture, Qt::KeepAspectRatio);
  const QSize of_text = fontMetrics().size(Qt::TextExpandTabs, text_);
  const QSize size(std::max(of_picture.width(), of_text.width()) + 2 * kMargin,
                   of_picture.height() + of_text.height() + (of_picture.isEmpty() ? 2 : 3) * kMargin);
  const QRect room = parentWidget()->screen()->availableGeometry();
  const int left = std::clamp(place.x() - size.width() / 2, room.left(),
                              std::max(room.left(), room.right() + 1 - size.width()));
  setGeometry(QRect(QPoint(left, place.y() - kAbove - size.height()), size));
  show();
  update();
}

void HoverPicture::set_picture(const QImage& picture) {
  if (!isVisible() || picture.isNull()) return;
  show_at(QPoint(geometry().center().x(), geometry().bottom() + 1 + kAbove), picture, text_);
}

void HoverPicture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::ToolTipBase));
  painter.setPen(palette().color(QPalette::Mid));
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
  int below = kMargin;
  if (!picture_.isNull()) {
    QRect target(QPoint(0, kMargin), picture_.size().scaled(kPicture, kPicture, Qt::KeepAspectRatio));
    target.moveLeft((width() - target.width()) / 2);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, picture_);
    below = target.bottom() + 1 + kMargin;
  }
  painter.setPen(palette().color(QPalette::ToolTipText));
  painter.drawText(QRect(0, below, width(), height() - below - kMargin + 1), Qt::AlignCenter, text_);
}

}  // namespace vp::ui
