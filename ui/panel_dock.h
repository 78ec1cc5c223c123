#pragma once

#include <QDockWidget>
#include <QMainWindow>

namespace vp::ui {

/// A dock whose panel is hidden while another tab lies over it. Qt only moves such a dock out of sight, and
/// the keyboard would walk through what nobody sees.
class PanelDock final : public QDockWidget {
  Q_OBJECT

 public:
  /// Named after the panel.
  explicit PanelDock(QWidget* panel);

 protected:
  bool event(QEvent* event) override;
};

/// The same for the tabs themselves: where no docks share a place any more, Qt moves their bar out of sight.
class DockTabs final : public QObject {
  Q_OBJECT

 public:
  explicit DockTabs(QMainWindow* window);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QMainWindow* window_;
};

}  // namespace vp::ui
