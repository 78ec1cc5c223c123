#include "ui/panel_dock.h"

#include <QChildEvent>
#include <QTabBar>

namespace vp::ui {

PanelDock::PanelDock(QWidget* panel) {
  setObjectName(panel->objectName() + QStringLiteral("_dock"));
  setWidget(panel);
}

bool PanelDock::event(QEvent* event) {
  const bool handled = QDockWidget::event(event);
  const bool moved =
      event->type() == QEvent::Move || event->type() == QEvent::Resize || event->type() == QEvent::Show;
  if (!moved || widget() == nullptr) return handled;
  const bool seen = isFloating() || (geometry().right() >= 0 && geometry().bottom() >= 0);
  if (seen == widget()->isHidden()) widget()->setVisible(seen);
  return handled;
}

DockTabs::DockTabs(QMainWindow* window) : QObject(window), window_(window) {
  window_->installEventFilter(this);
}

bool DockTabs::eventFilter(QObject* watched, QEvent* event) {
  if (watched == window_) {
    if (event->type() != QEvent::ChildPolished) return false;
    QObject* child = static_cast<QChildEvent*>(event)->child();
    if (qobject_cast<QTabBar*>(child) != nullptr) child->installEventFilter(this);
    return false;
  }
  auto* tabs = qobject_cast<QTabBar*>(watched);
  const bool moved =
      event->type() == QEvent::Move || event->type() == QEvent::Resize || event->type() == QEvent::Show;
  if (tabs == nullptr || !moved) return false;
  const bool seen = tabs->geometry().right() >= 0 && tabs->geometry().bottom() >= 0;
  tabs->setFocusPolicy(seen ? Qt::TabFocus : Qt::NoFocus);
  return false;
}

}  // namespace vp::ui
