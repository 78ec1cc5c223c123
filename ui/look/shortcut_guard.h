#pragma once

#include <QObject>

namespace vp::ui {

/// Playback's shortcuts are plain keys (Space, Left, Home …). While a button, slider or list has the
/// keyboard, those keys are first of all its own: this filter on the application gives them to it.
class ShortcutGuard final : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace vp::ui
