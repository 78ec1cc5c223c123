#include "ui/attention/small_multiples.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kGap = 4;
constexpr double kNarrowest = 44;  ///< of a map
constexpr double kWidest = 220;
constexpr int kPictureSide = 160;  ///< pixels that are kept of a picture
constexpr int kSmoothPixels = 4;   ///< a cell: the maps are small

}  // namespace

SmallMultiples::SmallMultiples(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("small_multiples"));
  translate(this, [this] {
    setAccessibleName(tr("Small maps of every frame and head"));
    update();
  });
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.85);
  setFont(small);
}

void SmallMultiples::set_maps(const MapSource& source, const OverlaySettings& settings) {
  if (source.video != source_.video) {
    pictures_.clear();
    for (int frame = 0; frame < source.frames(); ++frame)
      pictures_.push_back(
          thumbnail_of(source.video->frames()[static_cast<std::size_t>(frame)].picture, kPictureSide));
    key_frame_ = 0;
  }
  source_ = source;
  settings_ = settings;
  rows_ = source_.rows(settings_.kind);
  key_row_ = std::clamp(key_row_, 0, std::max(0, rows_ - 1));
  maps_.assign(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns()), QImage());
  scale_.reset();
  if (settings_.shares_scale()) {
    float largest = 0;
    for (int frame = 0; frame < columns(); ++frame) {
      for (int row = 0; row < rows_; ++row)
        largest = std::max(largest, source_.row_grid(frame, row, settings_).maximum());
    }
    scale_ = largest;
  }
  updateGeometry();
  update();
}

void SmallMultiples::set_current_frame(int frame) {
  if (frame == current_frame_) return;
  current_frame_ = frame;
  update();
}

QString SmallMultiples::row_name(int row) const {
  if (settings_.kind != ShownMap::Answer) return tr("Head %1").arg(row);
  if (!source_.answer || !source_.answer->per_layer) return tr("Mean");
  return tr("Layer %1").arg(source_.answer->layers[static_cast<std::size_t>(row)]);
}

QSizeF SmallMultiples::cell_size(int width) const {
  const int left = fontMetrics().horizontalAdvance(tr("Layer %1").arg(88)) + 2 * kGap;
  const double room = width - left - kGap * (columns() + 1);
  const double cell = std::clamp(room / std::max(1, columns()), kNarrowest, kWidest);
  const QSizeF picture = pictures_.empty() ? QSizeF(16, 9) : QSizeF(pictures_.front().size());
  return {cell, std::max(1.0, cell * picture.height() / std::max(1.0, picture.width()))};
}

QRectF SmallMultiples::cell_rect(int frame, int row) const {
  const QSizeF cell = cell_size(width());
  const int left = fontMetrics().horizontalAdvance(tr("Layer %1").arg(88)) + 2 * kGap;
  const int top = fontMetrics().height() + kGap;
  return {QPointF(left + frame * (cell.width() + kGap), top + row * (cell.height() + kGap)), cell};
}

QSize SmallMultiples::sizeHint() const {
  return {600, heightForWidth(600)};
}

QSize SmallMultiples::minimumSizeHint() const {
  const int left = fontMetrics().horizontalAdvance(tr("Layer %1").arg(88)) + 2 * kGap;
  return {left + static_cast<int>((kNarrowest + kGap) * columns()) + kGap, 40};
}

int SmallMultiples::heightForWidth(int width) const {
  return fontMetrics().height() + kGap +
         static_cast<int>(std::ceil((cell_size(width).height() + kGap) * std::max(1, rows_))) + 2;
}

const QImage& SmallMultiples::map_of(int frame, int row) {
  QImage& map = maps_[static_cast<std::size_t>(frame * rows_ + row)];
  if (map.isNull())
    map = source_.image(frame, source_.row_grid(frame, row, settings_), settings_, scale_, kSmoothPixels);
  return map;
}

void SmallMultiples::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  const Accents colours = accents(palette());
  for (int frame = 0; frame < columns(); ++frame) {
    const QRectF first = cell_rect(frame, 0);
    painter.setPen(frame == current_frame_ ? palette().color(QPalette::WindowText) : colours.secondary);
    painter.drawText(QRectF(first.left() - kGap, 0, first.width() + 2 * kGap, fontMetrics().height()),
                     Qt::AlignCenter,
                     format_time(source_.video->frames()[static_cast<std::size_t>(frame)].time_s));
  }
  for (int row = 0; row < rows_; ++row) {
    const QRectF first = cell_rect(0, row);
    if (!QRectF(event->rect()).intersects(QRectF(0, first.top(), width(), first.height()))) continue;
    painter.setPen(colours.secondary);
    painter.drawText(QRectF(0, first.top(), first.left() - kGap, first.height()),
                     Qt::AlignRight | Qt::AlignVCenter, row_name(row));
    for (int frame = 0; frame < columns(); ++frame) {
      const QRectF place = cell_rect(frame, row);
      painter.setOpacity(1);
      painter.setRenderHint(QPainter::SmoothPixmapTransform);
      painter.drawImage(place, pictures_[static_cast<std::size_t>(frame)]);
      painter.setOpacity(settings_.opacity);
      painter.setRenderHint(QPainter::SmoothPixmapTransform, settings_.paints_smooth());
      painter.drawImage(place, map_of(frame, row));
      painter.setOpacity(1);
      const bool here = hasFocus() && frame == key_frame_ && row == key_row_;
      if (!here && frame != current_frame_) continue;
      painter.setPen(QPen(here ? palette().color(QPalette::Highlight) : colours.position, here ? 2.5 : 1));
      painter.drawRect(place.adjusted(-1, -1, 1, 1));
    }
  }
}

std::optional<MapPoint> SmallMultiples::point_at(const QPointF& position) const {
  for (int frame = 0; frame < columns(); ++frame) {
    for (int row = 0; row < rows_; ++row) {
      const QRectF place = cell_rect(frame, row);
      if (!place.contains(position)) continue;
      return MapPoint{frame, row, (position.x() - place.left()) / place.width(),
                      (position.y() - place.top()) / place.height()};
    }
  }
  return std::nullopt;
}

void SmallMultiples::mouseMoveEvent(QMouseEvent* event) {
  emit pointed(point_at(event->position()));
}

void SmallMultiples::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const std::optional<MapPoint> point = point_at(event->position());
  if (!point) return;
  key_frame_ = point->frame;
  key_row_ = point->row;
  update();
  emit frame_clicked(point->frame);
}

void SmallMultiples::leaveEvent(QEvent*) {
  emit pointed(std::nullopt);
}

void SmallMultiples::point_at_peak() {
  const attention::MapGrid grid = source_.row_grid(key_frame_, key_row_, settings_);
  const auto peak = std::max_element(grid.values.begin(), grid.values.end()) - grid.values.begin();
  const auto row = static_cast<int>(peak) / grid.width;
  const auto column = static_cast<int>(peak) % grid.width;
  emit pointed(MapPoint{key_frame_, key_row_, (column + 0.5) / grid.width, (row + 0.5) / grid.height});
}

void SmallMultiples::keyPressEvent(QKeyEvent* event) {
  if (rows_ == 0 || columns() == 0) return QWidget::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_Left:
      key_frame_ = std::max(0, key_frame_ - 1);
      break;
    case Qt::Key_Right:
      key_frame_ = std::min(columns() - 1, key_frame_ + 1);
      break;
    case Qt::Key_Up:
      key_row_ = std::max(0, key_row_ - 1);
      break;
    case Qt::Key_Down:
      key_row_ = std::min(rows_ - 1, key_row_ + 1);
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      emit frame_clicked(key_frame_);
      return;
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  point_at_peak();
  emit reached(cell_rect(key_frame_, key_row_).toAlignedRect());
  update();
}

bool SmallMultiples::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    switch (static_cast<QKeyEvent*>(event)->key()) {
      case Qt::Key_Left:
      case Qt::Key_Right:
      case Qt::Key_Space:
        event->accept();  // not the player's steps
        return true;
      default:
        break;
    }
  }
  if (event->type() == QEvent::Show) updateGeometry();  // the rows may have changed in the meantime
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

}  // namespace vp::ui
