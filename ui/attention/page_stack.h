#pragma once

#include <QStackedWidget>

namespace vp::ui {

/// Pages of which only the one that is shown asks for room, and for no more than it must have: what is larger
/// is given to it, and a page that cannot have what it would like is not scrolled for that.
class PageStack final : public QStackedWidget {
 public:
  using QStackedWidget::QStackedWidget;

  QSize sizeHint() const override { return minimumSizeHint(); }
  QSize minimumSizeHint() const override {
    if (currentWidget() == nullptr) return QStackedWidget::minimumSizeHint();
    const QWidget& page = *currentWidget();
    return page.minimumSizeHint().expandedTo(page.minimumSize()).boundedTo(page.maximumSize());
  }
};

}  // namespace vp::ui
