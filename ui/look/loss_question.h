#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace vp::ui {

/// What is about to be lost, and the words for losing it.
struct Loss {
  QString object_name;  ///< of the box; its button for going on is this with "_anyway"
  QString title;
  QString text;
  QString go_on;  ///< "Lose them"
};

/// Asks whether `loss` is wanted, without blocking, and runs `go` if so. Cancel is the default.
void ask_before_loss(const Loss& loss, QWidget* window, std::function<void()> go);

}  // namespace vp::ui
