#pragma once

class QAction;
class QToolButton;

namespace vp::ui {

/// A flat button for an action, named after it.
QToolButton* action_button(QAction* action);

}  // namespace vp::ui
