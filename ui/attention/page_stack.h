#pragma once

#include <QStackedWidget>

namespace vp::ui {

/// Pages of which only the one that is shown asks for room.
class PageStack final : public QStackedWidget {
 public:
  using QStackedWidget::QStackedWidget;

  QSize sizeHint() const override { return currentWidget() ? hint(false) : QStackedWidget::sizeHint(); }
  QSize minimumSizeHint() const override {
    return currentWidget() ? hint(true) : QStackedWidget::minimumSizeHint();
  }

 private:
  QSize hint(bool minimum) const {
    const QWidget& page = *currentWidget();
    const QSize wanted = minimum ? page.minimumSizeHint() : page.sizeHint();
    return wanted.expandedTo(page.minimumSize()).boundedTo(page.maximumSize());
  }
};

}  // namespace vp::ui
