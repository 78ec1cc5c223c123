#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>

class QMainWindow;
class QWidget;

namespace vp::ui {

/// Shows the central part of a window on the whole screen, without what lies around it, and brings everything
/// back as it was.
class FullScreen final : public QObject {
  Q_OBJECT

 public:
  /// `others`: parts of the central widget that are hidden, too.
  FullScreen(QMainWindow* window, const QList<QWidget*>& others);

  bool active() const { return active_; }
  void set_active(bool active);

 private:
  QMainWindow* window_;
  QList<QWidget*> others_;
  QList<QPointer<QWidget>> hidden_;
  QByteArray layout_;
  bool was_maximized_ = false;
  bool active_ = false;
};

}  // namespace vp::ui
