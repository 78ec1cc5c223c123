#pragma once

class QAction;
class QToolButton;

namespace vp::ui {

/// A button that shows whether its action is on, in light and dark. Named after the action: NAME_button.
QToolButton* make_toggle(QAction* action);

}  // namespace vp::ui
