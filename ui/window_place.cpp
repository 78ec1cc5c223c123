#include "ui/window_place.h"

#include <QDockWidget>
#include <QEvent>
#include <QScreen>
#include <QTimer>
#include <QWindow>
#include <algorithm>
#include <utility>

namespace vp::ui {
namespace {

constexpr QSize kUsualFrame(4, 34);  ///< of most window managers; what it really takes is seen later
constexpr int kFrameDrawn_ms[] = {0, 150, 600};

}  // namespace

WindowPlace::WindowPlace(QMainWindow* window) : QObject(window), window_(window) {
  window_->installEventFilter(this);
}

void WindowPlace::set_first_size(QSize wanted) {
  window_->resize(wanted.boundedTo(window_->screen()->availableSize() - kUsualFrame));
}

void WindowPlace::restore(const QByteArray& geometry, const QByteArray& layout,
                          std::function<void()> first_sizes) {
  window_->restoreGeometry(geometry);
  // It may come from a larger screen, or from the same one at a smaller scale.
  if (!window_->isMaximized() && !window_->isFullScreen()) set_first_size(window_->size());
  layout_ = layout;
  first_sizes_ = std::move(first_sizes);
  window_->restoreState(layout_);  // which panels there are
}

bool WindowPlace::eventFilter(QObject* watched, QEvent* event) {
  if (watched != window_ || event->type() != QEvent::Show || std::exchange(shown_, true)) return false;
  QTimer::singleShot(0, this, [this] {
    if (layout_.isEmpty()) {
      if (first_sizes_) first_sizes_();
    } else {
      window_->restoreState(layout_);
    }
    emit restored();
  });
  for (const int after_ms : kFrameDrawn_ms) QTimer::singleShot(after_ms, this, &WindowPlace::fit);
  return false;
}

void WindowPlace::fit() {
  if (window_->isMaximized() || window_->isFullScreen() || window_->windowHandle() == nullptr) return;
  const QRect screen = window_->screen()->availableGeometry();
  const QMargins frame = window_->windowHandle()->frameMargins();
  const QSize room = screen.size() - QSize(frame.left() + frame.right(), frame.top() + frame.bottom());
  if (window_->width() > room.width() || window_->height() > room.height())
    window_->resize(window_->size().boundedTo(room));
  const QRect outer = window_->frameGeometry();
  const QPoint corner(
      std::clamp(outer.left(), screen.left(), std::max(screen.left(), screen.right() + 1 - outer.width())),
      std::clamp(outer.top(), screen.top(), std::max(screen.top(), screen.bottom() + 1 - outer.height())));
  if (corner != outer.topLeft()) window_->move(corner);
}

}  // namespace vp::ui
