#pragma once

#include <QDialog>

class QMainWindow;
class QPushButton;
class QTreeWidget;

namespace vp::ui {

/// Every key of the window, menu by menu, as the menus have them now, and the keys of the panels.
class ShortcutsPage final : public QDialog {
  Q_OBJECT

 public:
  explicit ShortcutsPage(QMainWindow* window);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void show_keys();
  void add_panel_keys();

  QMainWindow* window_;
  QTreeWidget* keys_;
  QPushButton* close_;
};

}  // namespace vp::ui
