#include "first_paint.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>
#include <chrono>
#include <utility>

namespace vp::app {

using namespace std::chrono_literals;

FirstPaint::FirstPaint(QWidget& window, std::shared_ptr<std::latch> painted) : painted_(std::move(painted)) {
  window.installEventFilter(this);
  QTimer::singleShot(1s, this, &FirstPaint::release);  // it may begin hidden
}

FirstPaint::~FirstPaint() {
  release();
}

bool FirstPaint::eventFilter(QObject* watched, QEvent* event) {
  // The window's own comes before those of what lies in it.
  if (event->type() == QEvent::Paint) QTimer::singleShot(0, this, &FirstPaint::release);
  return QObject::eventFilter(watched, event);
}

void FirstPaint::release() {
  if (painted_) painted_->count_down();
  painted_.reset();
}

}  // namespace vp::app
