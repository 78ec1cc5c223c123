#include "ui/player/frame_thumbnail.h"

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

constexpr int kBorder = 2;
constexpr int kCaptionMargin = 3;
constexpr int kBordered = 20;  ///< pixels of width

}  // namespace

FrameThumbnail::FrameThumbnail(QWidget* parent) : QAbstractButton(parent) {
  setObjectName(QStringLiteral("frame_thumbnail"));
  setCursor(Qt::PointingHandCursor);
  setMouseTracking(true);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.8);
  setFont(small);
  translate(this, [this] { show_texts(); });
}

void FrameThumbnail::set_frame(qint64 frame, double time_s) {
  if (frame != frame_) {
    picture_ = {};
    map_ = {};
  }
  frame_ = frame;
  time_s_ = time_s;
  show_texts();
  update();
}

void FrameThumbnail::show_texts() {
  const QString time = format_time(time_s_);
  setText(tr("#%1 · %2").arg(frame_).arg(time));
  setAccessibleName(seen_ ? tr("Frame %1 at %2, shown to the model").arg(frame_).arg(time)
                          : tr("Frame %1 at %2, to be shown to the model").arg(frame_).arg(time));
  setToolTip(
      tr("Frame %1 at %2. Click to go there; drag it sideways (or Alt+Left, Alt+Right) to show the model "
         "another frame instead.")
          .arg(frame_)
          .arg(time));
}

void FrameThumbnail::set_picture(const QImage& picture) {
  picture_ = picture;
  update();
}

void FrameThumbnail::set_seen(bool seen) {
  if (seen == seen_) return;
  seen_ = seen;
  show_texts();
  update();
}

void FrameThumbnail::set_map(const QImage& map, double opacity, bool smooth) {
  map_ = map;
  opacity_ = opacity;
  smooth_ = smooth;
  update();
}

void FrameThumbnail::set_current(bool current) {
  if (current_ == current) return;
  current_ = current;
  update();
}

void FrameThumbnail::set_aspect(double aspect) {
  aspect_ = std::clamp(aspect, 0.4, 3.0);
  update();
}

int FrameThumbnail::full_width() const {
  return static_cast<int>((kHeight - 2 * kBorder) * aspect_ + 0.5) + 2 * kBorder;
}

QRectF FrameThumbnail::picture_rect() const {
  QRectF target(0, 0, full_width() - 2 * kBorder, kHeight - 2 * kBorder);
  target.moveCenter(QRectF(rect()).center());
  return target;
}

void FrameThumbnail::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Accents colours = accents(palette());
  const QRectF target = picture_rect();
  const QRect inside = rect().adjusted(kBorder - 1, kBorder, 1 - kBorder, -kBorder);
  painter.setClipRect(inside);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  if (picture_.isNull()) {
    painter.fillRect(inside, colours.line);
  } else {
    painter.drawImage(target, picture_);
  }
  if (!map_.isNull()) {
    painter.setOpacity(opacity_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth_);
    painter.drawImage(target, map_);
    painter.setOpacity(1);
  }
  paint_caption(painter);
  painter.setClipping(false);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool strong = current_ || dragging_ || hasFocus();
  // Of many frames side by side only the pictures are left, not their borders.
  if (!strong && !underMouse() && width() < kBordered) return;
  const QColor colour = current_ || dragging_ ? colours.position
                        : hasFocus()          ? palette().color(QPalette::Highlight)
                                              : colours.sampled;
  painter.setPen(QPen(colour, strong ? 2.5 : underMouse() ? 2 : 1.2, seen_ ? Qt::SolidLine : Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
}

/// Number and time where they fit, else the time, else nothing: the tool tip has both.
void FrameThumbnail::paint_caption(QPainter& painter) const {
  const int room = width() - 2 * kBorder;
  QString caption = text();
  if (fontMetrics().horizontalAdvance(caption) + kCaptionMargin > room) caption = format_time(time_s_);
  if (fontMetrics().horizontalAdvance(caption) + kCaptionMargin > room) return;
  const QRect line(0, height() - kBorder - fontMetrics().height(), width(), fontMetrics().height());
  painter.fillRect(line, QColor(0, 0, 0, 150));
  painter.setPen(Qt::white);  // over a film, in light themes too
  painter.drawText(line, Qt::AlignCenter, caption);
}

void FrameThumbnail::mousePressEvent(QMouseEvent* event) {
  QAbstractButton::mousePressEvent(event);
  pressed_at_ = event->globalPosition().toPoint();
  dragging_ = false;
}

void FrameThumbnail::mouseMoveEvent(QMouseEvent* event) {
  const QRectF picture = picture_rect();
  if (picture.contains(event->position())) {
    const QPointF place = event->position() - picture.topLeft();
    emit pointed(QPointF(place.x() / picture.width(), place.y() / picture.height()));
  } else {
    emit pointed(std::nullopt);
  }
  QAbstractButton::mouseMoveEvent(event);
  if ((event->buttons() & Qt::LeftButton) == 0) return;
  const QPoint moved = event->globalPosition().toPoint() - pressed_at_;
  if (!dragging_ && moved.manhattanLength() < QApplication::startDragDistance()) return;
  dragging_ = true;
  setCursor(Qt::SizeHorCursor);
  emit dragged(moved.x());
}

void FrameThumbnail::mouseReleaseEvent(QMouseEvent* event) {
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

void FrameThumbnail::keyPressEvent(QKeyEvent* event) {
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

bool FrameThumbnail::event(QEvent* event) {
  if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) update();
  if (event->type() == QEvent::Leave) emit pointed(std::nullopt);
  if (event->type() == QEvent::FocusIn) emit focused();
  return QAbstractButton::event(event);
}

}  // namespace vp::ui
