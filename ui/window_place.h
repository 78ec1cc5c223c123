#pragma once

#include <QByteArray>
#include <QMainWindow>
#include <functional>

namespace vp::ui {

/// Where a main window stands and how its panels lie: within the screen with its frame, and as it was left.
class WindowPlace final : public QObject {
  Q_OBJECT

 public:
  explicit WindowPlace(QMainWindow* window);

  /// At most `wanted`, and with a frame no larger than the screen. What a frame takes is known only when the
  /// window manager has drawn it: then the window is fitted once more.
  void set_first_size(QSize wanted);
  /// What QMainWindow::saveGeometry() and saveState() gave; empty ones: `first_sizes` is called instead. The
  /// panels get their sizes when the window is shown: before, a dock's own wishes count for more, and a
  /// floating one is placed before there is a window that it could lie over.
  void restore(const QByteArray& geometry, const QByteArray& layout, std::function<void()> first_sizes);

  bool eventFilter(QObject* watched, QEvent* event) override;

 signals:
  /// The panels have their places, soon after the window was shown.
  void restored();

 private:
  void fit();

  QMainWindow* window_;
  QByteArray layout_;
  std::function<void()> first_sizes_;
  bool shown_ = false;
};

}  // namespace vp::ui
