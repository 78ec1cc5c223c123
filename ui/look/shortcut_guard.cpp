#include "ui/look/shortcut_guard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QComboBox>
#include <QKeyEvent>

namespace vp::ui {

bool ShortcutGuard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ShortcutOverride) return false;
  const auto* key_event = static_cast<QKeyEvent*>(event);
  if (key_event->modifiers() & ~Qt::KeypadModifier) return false;
  const int key = key_event->key();
  const bool presses = key == Qt::Key_Space;
  const bool moves = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End;
  const bool button = qobject_cast<QAbstractButton*>(watched) != nullptr;
  const bool slider = qobject_cast<QAbstractSlider*>(watched) != nullptr;
  const bool list =
      qobject_cast<QComboBox*>(watched) != nullptr || qobject_cast<QAbstractItemView*>(watched) != nullptr;
  if ((presses && (button || list)) || (moves && (slider || list))) {
    event->accept();
    return true;
  }
  return false;
}

}  // namespace vp::ui
