#include "ui/attention/toggle_button.h"

#include <QAction>
#include <QToolButton>

namespace vp::ui {

QToolButton* make_toggle(QAction* action) {
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setObjectName(action->objectName() + QStringLiteral("_button"));
  button->setStyleSheet(QStringLiteral(
      "QToolButton { padding: 4px 8px; border: 1px solid palette(mid); border-radius: 3px;"
      " background: palette(button); }"
      "QToolButton:hover { border-color: palette(highlight); }"
      "QToolButton:checked:enabled { background: palette(highlight); color: palette(highlighted-text);"
      " border-color: palette(highlight); }"
      "QToolButton:focus { border: 2px solid palette(link); padding: 3px 7px; }"));
  return button;
}

}  // namespace vp::ui
