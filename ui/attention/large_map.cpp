#include "ui/attention/large_map.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/look/language.h"

namespace vp::ui {
namespace {

constexpr int kLargePictureSide = 1280;  ///< pixels that are kept of a picture

}  // namespace

LargeMap::LargeMap(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("large_map"));
  translate(this, [this] { setAccessibleName(tr("Large map")); });
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
}

void LargeMap::show_map(const MapSource& source, int frame, const OverlaySettings& settings,
                        std::optional<float> scale) {
  const bool same_picture = frame == frame_ && !picture_.isNull() && video_.lock() == source.video;
  frame_ = frame;
  map_ = {};
  if (frame < 0) {
    picture_ = {};
    video_.reset();
    grid_ = {};
    update();
    return;
  }
  if (!same_picture) {
    picture_ =
        thumbnail_of(source.video->frames()[static_cast<std::size_t>(frame)].picture, kLargePictureSide);
    video_ = source.video;
  }
  if (source.has(settings.kind)) {
    const attention::MapGrid grid = source.grid(frame, settings);
    grid_ = {grid.width, grid.height};
    map_ = source.image(frame, grid, settings, scale);
  }
  cell_ = {std::clamp(cell_.x(), 0, std::max(0, grid_.width() - 1)),
           std::clamp(cell_.y(), 0, std::max(0, grid_.height() - 1))};
  opacity_ = settings.opacity;
  smooth_ = settings.paints_smooth();
  update();
}

QRectF LargeMap::picture_rect() const {
  if (picture_.isNull()) return {};
  const QSizeF fitted = QSizeF(picture_.size()).scaled(QSizeF(size()), Qt::KeepAspectRatio);
  QRectF place(QPointF(0, 0), fitted);
  place.moveCenter(QRectF(rect()).center());
  return place;
}

void LargeMap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRectF place = picture_rect();
  if (place.isEmpty()) return;
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(place, picture_);
  if (map_.isNull()) return;
  painter.setOpacity(opacity_);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth_);
  painter.drawImage(place, map_);
  painter.setOpacity(1);
  if (!hasFocus() || grid_.isEmpty()) return;
  const QRectF cell(place.left() + place.width() * cell_.x() / grid_.width(),
                    place.top() + place.height() * cell_.y() / grid_.height(), place.width() / grid_.width(),
                    place.height() / grid_.height());
  painter.setPen(QPen(Qt::black, 3));
  painter.drawRect(cell);
  painter.setPen(QPen(Qt::white, 1));
  painter.drawRect(cell);
}

void LargeMap::mouseMoveEvent(QMouseEvent* event) {
  const QRectF place = picture_rect();
  if (frame_ < 0 || !place.contains(event->position())) {
    emit pointed(std::nullopt);
    return;
  }
  emit pointed(MapPoint{frame_, -1, (event->position().x() - place.left()) / place.width(),
                        (event->position().y() - place.top()) / place.height()});
}

void LargeMap::leaveEvent(QEvent*) {
  emit pointed(std::nullopt);
}

void LargeMap::keyPressEvent(QKeyEvent* event) {
  QPoint step;
  switch (event->key()) {
    case Qt::Key_Left:
      step = {-1, 0};
      break;
    case Qt::Key_Right:
      step = {1, 0};
      break;
    case Qt::Key_Up:
      step = {0, -1};
      break;
    case Qt::Key_Down:
      step = {0, 1};
      break;
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  if (frame_ < 0 || map_.isNull()) return;
  cell_ = {std::clamp(cell_.x() + step.x(), 0, grid_.width() - 1),
           std::clamp(cell_.y() + step.y(), 0, grid_.height() - 1)};
  emit pointed(MapPoint{frame_, -1, (cell_.x() + 0.5) / grid_.width(), (cell_.y() + 0.5) / grid_.height()});
  update();
}

bool LargeMap::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
      event->accept();  // not the player's steps
      return true;
    }
  }
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

}  // namespace vp::ui
