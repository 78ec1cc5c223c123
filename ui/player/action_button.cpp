#include "ui/player/action_button.h"

#include <QAction>
#include <QToolButton>

#include "ui/look/plain_text.h"

namespace vp::ui {

QToolButton* action_button(QAction* action) {
  auto* result = new QToolButton;
  result->setDefaultAction(action);
  result->setAutoRaise(true);
  result->setIconSize({20, 20});
  result->setAccessibleName(without_mnemonic(action->text()));
  result->setObjectName(action->objectName() + QStringLiteral("_button"));
  QObject::connect(action, &QAction::changed, result,
                   [result, action] { result->setAccessibleName(without_mnemonic(action->text())); });
  // By mouse alone: the keyboard has shortcuts, and a focused button would take Space away from Play.
  result->setFocusPolicy(Qt::TabFocus);
  return result;
}

}  // namespace vp::ui
