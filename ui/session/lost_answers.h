#pragma once

#include <functional>

class QWidget;

namespace vp::ui {

class Session;

/// Runs `go`, which leaves what was said in the session; where that is nowhere but on the screen, only if the
/// user says so. Asks without blocking.
void unless_answers_are_lost(const Session& session, QWidget* window, std::function<void()> go);

}  // namespace vp::ui
