#include "ui/look/roving_focus.h"

#include <QKeyEvent>
#include <QWidget>
#include <algorithm>
#include <optional>

namespace vp::ui {
namespace {

/// Where a key goes from a place in a row of `count`; nothing for other keys.
std::optional<qsizetype> place_after(const QKeyEvent& key, qsizetype place, qsizetype count) {
  if ((key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) return std::nullopt;
  switch (key.key()) {
    case Qt::Key_Left:
      return std::max<qsizetype>(0, place - 1);
    case Qt::Key_Right:
      return std::min(count - 1, place + 1);
    case Qt::Key_Home:
      return 0;
    case Qt::Key_End:
      return count - 1;
    default:
      return std::nullopt;
  }
}

}  // namespace

RovingFocus::RovingFocus(QObject* parent) : QObject(parent) {}

void RovingFocus::set_widgets(const QList<QWidget*>& widgets) {
  for (QWidget* widget : widgets)
    if (!widgets_.contains(widget)) widget->installEventFilter(this);
  widgets_ = widgets;
  for (QWidget* widget : widgets_) widget->setFocusPolicy(Qt::NoFocus);
  if (!widgets_.isEmpty()) let_in(std::clamp<qsizetype>(current_, 0, widgets_.size() - 1));
}

void RovingFocus::let_in(qsizetype position) {
  if (current_ < widgets_.size()) widgets_[current_]->setFocusPolicy(Qt::NoFocus);
  current_ = position;
  widgets_[current_]->setFocusPolicy(Qt::TabFocus);
}

bool RovingFocus::eventFilter(QObject* watched, QEvent* event) {
  const auto place = widgets_.indexOf(static_cast<QWidget*>(watched));
  if (place < 0) return false;
  if (event->type() == QEvent::FocusIn && place != current_) let_in(place);
  if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) return false;
  const auto next = place_after(*static_cast<QKeyEvent*>(event), place, widgets_.size());
  if (!next) return false;
  event->accept();  // not the player's steps
  if (event->type() == QEvent::KeyPress) {
    let_in(*next);
    widgets_[*next]->setFocus(Qt::TabFocusReason);
  }
  return true;
}

}  // namespace vp::ui
