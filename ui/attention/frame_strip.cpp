#include "ui/attention/frame_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/roving_focus.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kPictureHeight = 62;
constexpr int kBorder = 3;
constexpr int kChunkGap = 10;
constexpr QSize kStored{320, 180};  ///< thumbnails keep no more than this of a picture

QImage shrunk(const QImage& picture) {
  const bool small = picture.width() <= kStored.width() && picture.height() <= kStored.height();
  return small ? picture : picture.scaled(kStored, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

}  // namespace

FrameThumbnail::FrameThumbnail(const QImage& picture, qint64 frame, double time_s, QWidget* parent)
    : QAbstractButton(parent), picture_(shrunk(picture)), caption_(format_time(time_s)) {
  setObjectName(QStringLiteral("frame_thumbnail"));
  translate(this, [this, frame, time_s] {
    setAccessibleName(tr("Frame %1 at %2").arg(frame).arg(format_time(time_s)));
    setToolTip(tr("Frame %1 at %2: click to go there").arg(frame).arg(format_time(time_s)));
    setText(tr("#%1 · %2").arg(frame).arg(format_time(time_s)));
  });
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setMouseTracking(true);
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

QSize FrameThumbnail::sizeHint() const {
  const QSize picture = picture_.size().scaled(220, kPictureHeight, Qt::KeepAspectRatio);
  const int text = fontMetrics().horizontalAdvance(this->text());
  return {std::max(picture.width(), text) + 2 * kBorder + 2,
          kPictureHeight + 2 * kBorder + fontMetrics().height() + 3};
}

QSize FrameThumbnail::minimumSizeHint() const {
  // Narrow windows keep the time and drop the number.
  return {std::max(64, fontMetrics().horizontalAdvance(caption_) + 8), sizeHint().height()};
}

QRectF FrameThumbnail::picture_rect() const {
  const QRectF area(kBorder, kBorder, width() - 2 * kBorder, kPictureHeight);
  const QSizeF fitted = QSizeF(picture_.size()).scaled(area.size(), Qt::KeepAspectRatio);
  QRectF target(QPointF(0, 0), fitted);
  target.moveCenter(area.center());
  return target;
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
}

void FrameThumbnail::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRectF target = picture_rect();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(target, picture_);
  if (!map_.isNull()) {
    painter.setOpacity(opacity_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth_);
    painter.drawImage(target, map_);
    painter.setOpacity(1);
  }
  if (current_ || hasFocus() || underMouse()) {
    const Accents colours = accents(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(current_     ? colours.position
                        : hasFocus() ? palette().color(QPalette::Highlight)
                                     : colours.chunk,
                        current_ ? 2.5 : 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(target.adjusted(-1.2, -1.2, 1.2, 1.2), 2, 2);
  }
  const QRect line(0, kPictureHeight + 2 * kBorder, width(), fontMetrics().height() + 2);
  const bool fits = fontMetrics().horizontalAdvance(text()) <= line.width();
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(line, Qt::AlignHCenter | Qt::AlignTop, fits ? text() : caption_);
}

bool FrameThumbnail::event(QEvent* event) {
  if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) update();
  if (event->type() == QEvent::Leave) emit pointed(std::nullopt);
  if (event->type() == QEvent::FocusIn) emit focused();
  return QAbstractButton::event(event);
}

FrameStrip::FrameStrip(QWidget* parent) : QScrollArea(parent), focus_(new RovingFocus(this)) {
  setObjectName(QStringLiteral("frame_strip"));
  translate(this, [this] { setAccessibleName(tr("Frames shown to the model")); });
  setFrameShape(QFrame::NoFrame);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWidgetResizable(true);
  setFocusPolicy(Qt::NoFocus);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.85);
  auto* row = new QWidget;
  row->setFont(small);
  layout_ = new QHBoxLayout(row);
  layout_->setContentsMargins(0, 0, 0, 0);
  layout_->setSpacing(4);
  setWidget(row);
  const int height = kPictureHeight + 2 * kBorder + QFontMetrics(small).height() + 5;
  setFixedHeight(height);
  // The scroll bar of a narrow window comes below the captions, not over them.
  connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, [this, height](int, int maximum) {
    setFixedHeight(height + (maximum > 0 ? horizontalScrollBar()->sizeHint().height() : 0));
  });
}

void FrameStrip::set_frames(const QList<Frame>& frames) {
  while (QLayoutItem* item = layout_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  thumbnails_.clear();
  focus_->set_widgets({});
  current_ = -1;
  widget()->setVisible(!frames.isEmpty());  // it would hide the message
  if (frames.isEmpty()) return;
  layout_->addStretch();
  for (qsizetype i = 0; i < frames.size(); ++i) {
    const Frame& frame = frames[i];
    if (i > 0 && frame.chunk != frames[i - 1].chunk) layout_->addSpacing(kChunkGap);
    auto* thumbnail = new FrameThumbnail(frame.picture, frame.index, frame.time_s);
    connect(thumbnail, &QAbstractButton::clicked, this,
            [this, index = frame.index] { emit frame_clicked(index); });
    connect(thumbnail, &FrameThumbnail::pointed, this, [this, i](const std::optional<QPointF>& place) {
      if (place)
        emit pointed(MapPoint{static_cast<int>(i), -1, place->x(), place->y()});
      else
        emit pointed(std::nullopt);
    });
    connect(thumbnail, &FrameThumbnail::focused, this,
            [this, thumbnail] { ensureWidgetVisible(thumbnail, 20, 0); });
    layout_->addWidget(thumbnail);
    thumbnails_.append(thumbnail);
  }
  layout_->addStretch();
  focus_->set_widgets(QList<QWidget*>(thumbnails_.begin(), thumbnails_.end()));
  update();
}

void FrameStrip::set_maps(const QList<QImage>& maps, double opacity, bool smooth) {
  for (qsizetype i = 0; i < thumbnails_.size(); ++i) thumbnails_[i]->set_map(maps.value(i), opacity, smooth);
}

void FrameStrip::set_current(int position) {
  if (position == current_) return;
  current_ = position;
  for (int i = 0; i < thumbnails_.size(); ++i) thumbnails_[i]->set_current(i == position);
  if (position >= 0 && position < thumbnails_.size()) ensureWidgetVisible(thumbnails_[position], 20, 0);
}

void FrameStrip::set_message(const QString& text) {
  message_ = text;
  setAccessibleDescription(text);
  viewport()->update();
}

void FrameStrip::paintEvent(QPaintEvent* event) {
  QScrollArea::paintEvent(event);
  if (!thumbnails_.isEmpty()) return;
  QPainter painter(viewport());
  painter.setPen(accents(palette()).secondary);
  painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, message_);
}

}  // namespace vp::ui
