#pragma once

#include <QObject>
#include <functional>

class QAction;
class QMainWindow;
class QMenu;

namespace vp::ui {

class MapsPage;
class ShortcutsPage;

/// What the program says about itself: its keys, its maps, its versions.
class HelpMenu final : public QObject {
  Q_OBJECT

 public:
  /// A part of `window`, whose menus are what is listed. `about` shows versions and licence.
  HelpMenu(QMainWindow* window, std::function<void()> about);

  void fill(QMenu& menu);

 private:
  QMainWindow* window_;
  std::function<void()> about_;
  ShortcutsPage* shortcuts_ = nullptr;
  MapsPage* maps_ = nullptr;
};

}  // namespace vp::ui
