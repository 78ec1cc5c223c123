#include "ui/player/video_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/look/language.h"
#include "ui/player/fitted_size.h"

namespace vp::ui {

VideoView::VideoView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("video_view"));
  translate(this, [this] { setAccessibleName(tr("Picture")); });
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  // A click takes the keys of the player away from a text field.
  setFocusPolicy(Qt::ClickFocus);
}

void VideoView::set_picture(const QImage& picture, QSize video_size) {
  picture_ = picture;
  video_size_ = video_size;
  update();
}

void VideoView::clear() {
  picture_ = {};
  map_ = {};
  overlay_ = {};
  badge_.clear();
  hidden_ = {};
  update();
}

void VideoView::set_hidden(const HiddenPatches& hidden) {
  if (hidden == hidden_) return;
  hidden_ = hidden;
  update();
}

void VideoView::set_overlay(const QImage& map, double opacity, bool smooth) {
  if (map.cacheKey() == map_.cacheKey() && opacity == opacity_ && smooth == smooth_) return;
  if (map.cacheKey() != map_.cacheKey() || smooth != smooth_) overlay_ = {};
  map_ = map;
  opacity_ = opacity;
  smooth_ = smooth;
  update();
}

void VideoView::set_badge(const QString& text) {
  if (text == badge_) return;
  badge_ = text;
  update();
}

void VideoView::set_message(const QString& title, const QString& hint) {
  title_ = title;
  hint_ = hint;
  setAccessibleDescription(title + QLatin1Char(' ') + hint);
  place_first_steps();
  update();
}

QRectF VideoView::picture_rect() const {
  if (picture_.isNull()) return {};
  // On whole device pixels: a picture of just this size is copied, not resampled.
  const double ratio = devicePixelRatioF();
  const QSize room = (QSizeF(size()) * ratio).toSize();
  const QSize fitted = fitted_size(video_size_, room);
  const QPoint corner((room.width() - fitted.width()) / 2, (room.height() - fitted.height()) / 2);
  return {QPointF(corner) / ratio, QSizeF(fitted) / ratio};
}

void VideoView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), QColor(0x0e, 0x0f, 0x11));
  if (picture_.isNull()) {
    paint_message(painter);
    return;
  }
  const QRectF target = picture_rect();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(target, picture_);
  if (!map_.isNull()) paint_overlay(painter, target);
  if (!hidden_.patches.empty()) paint_hidden(painter, target);
  if (!badge_.isEmpty()) paint_note(painter, target, badge_, Qt::TopEdge);
  if (!hidden_.label.isEmpty()) paint_note(painter, target, hidden_.label, Qt::BottomEdge);
  if (focused_by_key_ && hasFocus()) {
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

void VideoView::focusInEvent(QFocusEvent* event) {
  focused_by_key_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
  QWidget::focusInEvent(event);
}

void VideoView::paint_overlay(QPainter& painter, const QRectF& target) {
  const QSize size = (target.size() * devicePixelRatioF()).toSize();
  if (overlay_.size() != size) {
    overlay_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
    overlay_.fill(Qt::transparent);
    QPainter stretched(&overlay_);
    stretched.setRenderHint(QPainter::SmoothPixmapTransform, smooth_);
    stretched.drawImage(QRectF(QPointF(0, 0), size), map_);
  }
  painter.setOpacity(opacity_);
  painter.drawImage(target, overlay_);
  painter.setOpacity(1);
}

void VideoView::paint_hidden(QPainter& painter, const QRectF& target) const {
  const double width = target.width() / hidden_.columns, height = target.height() / hidden_.rows;
  const auto is_hidden = [this](std::int64_t row, std::int64_t column) {
    return row >= 0 && row < hidden_.rows && column >= 0 && column < hidden_.columns &&
           std::binary_search(hidden_.patches.begin(), hidden_.patches.end(), row * hidden_.columns + column);
  };
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (const std::int64_t patch : hidden_.patches) {
    const std::int64_t row = patch / hidden_.columns, column = patch % hidden_.columns;
    const QRectF cell(target.left() + static_cast<double>(column) * width,
                      target.top() + static_cast<double>(row) * height, width, height);
    painter.fillRect(cell, QColor(0, 0, 0, 120));
    painter.fillRect(cell, QBrush(QColor(255, 255, 255, 150), Qt::BDiagPattern));
    // An outline around those that touch.
    painter.setPen(QPen(QColor(255, 255, 255, 220), 1));
    if (!is_hidden(row - 1, column)) painter.drawLine(cell.topLeft(), cell.topRight());
    if (!is_hidden(row + 1, column)) painter.drawLine(cell.bottomLeft(), cell.bottomRight());
    if (!is_hidden(row, column - 1)) painter.drawLine(cell.topLeft(), cell.bottomLeft());
    if (!is_hidden(row, column + 1)) painter.drawLine(cell.topRight(), cell.bottomRight());
  }
  painter.restore();
}

void VideoView::paint_note(QPainter& painter, const QRectF& target, const QString& note,
                           Qt::Edge edge) const {
  constexpr int kMargin = 8, kPadding = 6;
  const int room = static_cast<int>(target.width()) - 2 * (kMargin + kPadding);
  if (room < 40) return;
  const QString text = fontMetrics().elidedText(note, Qt::ElideRight, room);
  const int height = fontMetrics().height() + kPadding;
  const double top = edge == Qt::TopEdge ? target.top() + kMargin : target.bottom() - kMargin - height;
  const QRectF box(target.left() + kMargin, top, fontMetrics().horizontalAdvance(text) + 2 * kPadding,
                   height);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0, 0, 0, 170));
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(Qt::white);  // over a film, in light themes too
  painter.drawText(box, Qt::AlignCenter, text);
}

QFont VideoView::title_font() const {
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.5);
  return large;
}

std::pair<QRect, QRect> VideoView::message_rects() const {
  constexpr int kGap = 6;
  const QRect area = rect().adjusted(24, 0, -24, 0);
  const int flags = Qt::AlignHCenter | Qt::TextWordWrap;
  QRect title = QFontMetrics(title_font()).boundingRect(area, flags, title_);
  QRect hint = fontMetrics().boundingRect(area, flags, hint_);
  const bool buttons = first_steps_ != nullptr && !first_steps_->isHidden();
  const int below = buttons ? first_steps_->sizeHint().height() + kGap : 0;
  const int top = (height() - title.height() - kGap - hint.height() - below) / 2;
  title = QRect(area.left(), std::max(0, top), area.width(), title.height());
  hint = QRect(area.left(), title.bottom() + 1 + kGap, area.width(), hint.height());
  return {title, hint};
}

void VideoView::set_first_steps(QWidget* buttons) {
  first_steps_ = buttons;
  first_steps_->setParent(this);
  place_first_steps();
}

void VideoView::place_first_steps() {
  if (first_steps_ == nullptr) return;
  constexpr int kGap = 10;
  const QSize size = first_steps_->sizeHint().boundedTo(this->size());
  first_steps_->setGeometry(
      QRect(QPoint((width() - size.width()) / 2, message_rects().second.bottom() + 1 + kGap), size));
}

void VideoView::paint_message(QPainter& painter) const {
  const auto [title, hint] = message_rects();
  const int flags = Qt::AlignHCenter | Qt::TextWordWrap;
  painter.setFont(title_font());
  painter.setPen(QColor(0xd5, 0xd8, 0xdb));
  painter.drawText(title, flags, title_);
  painter.setFont(font());
  painter.setPen(QColor(0x9a, 0xa0, 0xa6));
  painter.drawText(hint, flags, hint_);
}

void VideoView::resizeEvent(QResizeEvent*) {
  place_first_steps();
  const QSizeF pixels = QSizeF(size()) * devicePixelRatioF();
  emit display_size_changed(pixels.toSize());
}

void VideoView::mouseMoveEvent(QMouseEvent* event) {
  const QRectF picture = picture_rect();
  if (picture.contains(event->position())) {
    const QPointF place = event->position() - picture.topLeft();
    emit pointed(QPointF(place.x() / picture.width(), place.y() / picture.height()));
  } else {
    emit pointed(std::nullopt);
  }
}

void VideoView::leaveEvent(QEvent*) {
  emit pointed(std::nullopt);
}

void VideoView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) emit clicked();
}

void VideoView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) emit double_clicked();
}

}  // namespace vp::ui
