#include "ui/look/flow_layout.h"

#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace vp::ui {
FlowLayout::FlowLayout(int horizontal_gap, int vertical_gap, QWidget* parent)
    : QLayout(parent), horizontal_gap_(horizontal_gap), vertical_gap_(vertical_gap) {}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item) {
  items_.emplace_back(item);
}

int FlowLayout::count() const {
  return static_cast<int>(items_.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const {
  return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
  if (index < 0 || index >= count()) return nullptr;
  QLayoutItem* item = items_[static_cast<std::size_t>(index)].release();
  items_.erase(items_.begin() + index);
  return item;
}

std::vector<FlowLayout::Row> FlowLayout::rows(int width) const {
  std::vector<Row> rows;
  int used = 0;
  for (const auto& item : items_) {
    if (item->isEmpty()) continue;
    const QSize size = item->sizeHint();
    if (rows.empty() || used + horizontal_gap_ + size.width() > width) {
      rows.emplace_back();
      used = size.width();
    } else {
      used += horizontal_gap_ + size.width();
    }
    rows.back().items.push_back(item.get());
    rows.back().height = std::max(rows.back().height, size.height());
  }
  return rows;
}

int FlowLayout::heightForWidth(int width) const {
  const QMargins margins = contentsMargins();
  int height = margins.top() + margins.bottom();
  const std::vector<Row> all = rows(width - margins.left() - margins.right());
  for (const Row& row : all) height += row.height;
  return height + vertical_gap_ * std::max(0, static_cast<int>(all.size()) - 1);
}

QSize FlowLayout::sizeHint() const {
  QSize size(0, 0);
  for (const auto& item : items_) {
    if (item->isEmpty()) continue;
    const QSize own = item->sizeHint();
    size.rwidth() += own.width() + (size.width() > 0 ? horizontal_gap_ : 0);
    size.rheight() = std::max(size.height(), own.height());
  }
  return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const {
  QSize size(0, 0);
  for (const auto& item : items_) {
    if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
  }
  return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  const QRect area = rect.marginsRemoved(contentsMargins());
  const Qt::LayoutDirection direction =
      parentWidget() != nullptr ? parentWidget()->layoutDirection() : Qt::LeftToRight;
  int y = area.y();
  for (const Row& row : rows(area.width())) {
    int x = area.x();
    for (QLayoutItem* item : row.items) {
      // Alone in its row, an item may be wider than the row.
      const QSize size(std::min(item->sizeHint().width(), area.width()), item->sizeHint().height());
      const QRect place(QPoint(x, y + (row.height - size.height()) / 2), size);
      item->setGeometry(QStyle::visualRect(direction, area, place));
      x += size.width() + horizontal_gap_;
    }
    y += row.height + vertical_gap_;
  }
}

}  // namespace vp::ui
