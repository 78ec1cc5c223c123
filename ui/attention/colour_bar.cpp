#include "ui/attention/colour_bar.h"

#include <QPainter>

#include "ui/attention/map_source.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

constexpr int kWidth = 90;

}  // namespace

ColourBar::ColourBar(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("colour_bar"));
  translate(this, [this] {
    setAccessibleName(tr("Scale of the colours"));
    describe();
  });
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ColourBar::set_scale(attention::ColourMap colours, double largest) {
  colours_ = colours;
  largest_ = largest;
  separate_ = false;
  describe();
}

void ColourBar::set_separate_scales(attention::ColourMap colours) {
  colours_ = colours;
  largest_ = 0;
  separate_ = true;
  describe();
}

void ColourBar::describe() {
  if (separate_) {
    setToolTip(tr("Every map has a scale of its own: from 0 to its largest value. Point at one to see it."));
    setAccessibleDescription(toolTip());
  } else {
    setToolTip(tr("The colours stand for values from 0 to %1").arg(format_value(largest_)));
    setAccessibleDescription(tr("from 0 to %1").arg(format_value(largest_)));
  }
  update();
}

QSize ColourBar::sizeHint() const {
  return {kWidth + fontMetrics().horizontalAdvance(QStringLiteral("0 0.00000088")) + 14,
          fontMetrics().height()};
}

void ColourBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(QPalette::WindowText));
  const int zero = fontMetrics().horizontalAdvance(QLatin1Char('0'));
  const QRect bar(zero + 5, 3, kWidth, height() - 6);
  painter.drawText(QRect(0, 0, zero + 1, height()), Qt::AlignVCenter, QStringLiteral("0"));
  for (int x = 0; x < bar.width(); ++x) {
    const auto [r, g, b] =
        attention::colour_of(colours_, static_cast<float>(x) / static_cast<float>(kWidth - 1));
    painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), QColor(r, g, b));
  }
  painter.drawText(QRect(bar.right() + 6, 0, width() - bar.right() - 6, height()), Qt::AlignVCenter,
                   separate_ ? tr("own largest", "value of a map") : format_value(largest_));
}

}  // namespace vp::ui
