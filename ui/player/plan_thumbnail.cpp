#include "ui/player/plan_thumbnail.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {
constexpr int kBorder = 3;
constexpr int kChunkGap = 9;
}  // namespace

PlanThumbnail::PlanThumbnail(bool after_border, QWidget* parent)
    : QAbstractButton(parent), after_border_(after_border) {
  setObjectName(QStringLiteral("plan_thumbnail"));
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  translate(this, [this] { show_texts(); });
}

void PlanThumbnail::set_frame(qint64 frame, double time_s) {
  if (frame != frame_) picture_ = {};
  frame_ = frame;
  time_s_ = time_s;
  show_texts();
  updateGeometry();
  update();
}

void PlanThumbnail::show_texts() {
  const qint64 frame = frame_;
  const double time_s = time_s_;
  setText(tr("#%1 · %2").arg(frame).arg(format_time(time_s)));
  setAccessibleName(tr("Frame %1 at %2, to be shown to the model").arg(frame).arg(format_time(time_s)));
  setToolTip(
      tr("Frame %1 at %2. Click to go there; drag it sideways (or Alt+Left, Alt+Right) to show the model "
         "another frame instead.")
          .arg(frame)
          .arg(format_time(time_s)));
}

void PlanThumbnail::set_picture(const QImage& picture) {
  picture_ = picture;
  update();
}

void PlanThumbnail::set_current(bool current) {
  if (current_ == current) return;
  current_ = current;
  update();
}

int PlanThumbnail::height_for(const QFontMetrics& metrics) {
  return kPictureSize.height() + 2 * kBorder + metrics.height() + 2;
}

int PlanThumbnail::left() const {
  return after_border_ ? kChunkGap : 0;
}

QSize PlanThumbnail::sizeHint() const {
  const int text = fontMetrics().horizontalAdvance(this->text());
  return {left() + std::max(kPictureSize.width(), text) + 2 * kBorder, height_for(fontMetrics())};
}

void PlanThumbnail::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Accents colours = accents(palette());
  const QRectF area(left() + kBorder, kBorder, width() - left() - 2 * kBorder, kPictureSize.height());
  QRectF target(
      QPointF(0, 0),
      QSizeF(picture_.isNull() ? kPictureSize : picture_.size()).scaled(area.size(), Qt::KeepAspectRatio));
  target.moveCenter(area.center());
  painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
  if (after_border_) {
    painter.setPen(QPen(colours.chunk, 1, Qt::DashLine));
    painter.drawLine(QPointF(kChunkGap / 2.0 - 1, 2), QPointF(kChunkGap / 2.0 - 1, height() - 2));
  }
  if (picture_.isNull()) {
    painter.fillRect(target, colours.line);
  } else {
    painter.drawImage(target, picture_);
  }
  if (current_ || hasFocus() || underMouse() || dragging_) {
    painter.setPen(QPen(current_ || dragging_ ? colours.position
                        : hasFocus()          ? palette().color(QPalette::Highlight)
                                              : colours.chunk,
                        current_ || dragging_ ? 2.5 : 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(target.adjusted(-1.2, -1.2, 1.2, 1.2), 2, 2);
  }
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(
      QRect(left(), kPictureSize.height() + 2 * kBorder, width() - left(), fontMetrics().height() + 2),
      Qt::AlignHCenter | Qt::AlignTop, text());
}

void PlanThumbnail::mousePressEvent(QMouseEvent* event) {
  QAbstractButton::mousePressEvent(event);
  pressed_at_ = event->globalPosition().toPoint();
  dragging_ = false;
}

void PlanThumbnail::mouseMoveEvent(QMouseEvent* event) {
  QAbstractButton::mouseMoveEvent(event);
  if ((event->buttons() & Qt::LeftButton) == 0) return;
  const QPoint moved = event->globalPosition().toPoint() - pressed_at_;
  if (!dragging_ && moved.manhattanLength() < QApplication::startDragDistance()) return;
  dragging_ = true;
  setCursor(Qt::SizeHorCursor);
  emit dragged(moved.x());
}

void PlanThumbnail::mouseReleaseEvent(QMouseEvent* event) {
  const QPoint moved = event->globalPosition().toPoint() - pressed_at_;
  if (std::exchange(dragging_, false)) {
    setDown(false);  // it was no click
    setCursor(Qt::PointingHandCursor);
    update();
    emit dropped(moved.x());
    return;
  }
  QAbstractButton::mouseReleaseEvent(event);
}

void PlanThumbnail::keyPressEvent(QKeyEvent* event) {
  if (event->modifiers() == Qt::AltModifier) {
    switch (event->key()) {
      case Qt::Key_Left:
        emit nudged(-1, 0);
        return;
      case Qt::Key_Right:
        emit nudged(1, 0);
        return;
      case Qt::Key_PageUp:
        emit nudged(0, -1);
        return;
      case Qt::Key_PageDown:
        emit nudged(0, 1);
        return;
      default:
        break;
    }
  }
  QAbstractButton::keyPressEvent(event);
}

bool PlanThumbnail::event(QEvent* event) {
  if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) update();
  if (event->type() == QEvent::FocusIn) emit focused();
  return QAbstractButton::event(event);
}

}  // namespace vp::ui
