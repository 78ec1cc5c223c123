#include "ui/full_screen.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QStatusBar>

namespace vp::ui {

FullScreen::FullScreen(QMainWindow* window, const QList<QWidget*>& others)
    : QObject(window), window_(window), others_(others) {}

void FullScreen::set_active(bool active) {
  if (active == active_) return;
  active_ = active;
  if (!active) {
    for (const QPointer<QWidget>& widget : hidden_) {
      if (widget) widget->show();
    }
    hidden_.clear();
    was_maximized_ ? window_->showMaximized() : window_->showNormal();
    window_->restoreState(layout_);
    return;
  }
  layout_ = window_->saveState();
  was_maximized_ = window_->isMaximized();
  QList<QWidget*> around = others_;
  around << window_->menuBar() << window_->statusBar();
  for (QDockWidget* dock : window_->findChildren<QDockWidget*>()) around << dock;
  for (QWidget* widget : around) {
    if (!widget->isVisible()) continue;
    widget->hide();
    hidden_.append(widget);
  }
  window_->showFullScreen();
}

}  // namespace vp::ui
