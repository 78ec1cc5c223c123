#include "ui/help/help_menu.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <utility>

#include "ui/help/maps_page.h"
#include "ui/help/shortcuts_page.h"
#include "ui/look/language.h"

namespace vp::ui {

HelpMenu::HelpMenu(QMainWindow* window, std::function<void()> about)
    : QObject(window), window_(window), about_(std::move(about)) {}

void HelpMenu::fill(QMenu& menu) {
  QAction* maps = menu.addAction(QString(), this, [this] {
    if (maps_ == nullptr) maps_ = new MapsPage(window_);
    maps_->show();
    maps_->raise();
  });
  maps->setObjectName(QStringLiteral("help_maps"));
  maps->setShortcut(QKeySequence::HelpContents);
  QAction* shortcuts = menu.addAction(QString(), this, [this] {
    if (shortcuts_ == nullptr) shortcuts_ = new ShortcutsPage(window_);
    shortcuts_->show();
    shortcuts_->raise();
  });
  shortcuts->setObjectName(QStringLiteral("help_shortcuts"));
  shortcuts->setShortcut(Qt::CTRL | Qt::Key_F1);
  menu.addSeparator();
  QAction* about = menu.addAction(QString(), this, [this] { about_(); });
  about->setObjectName(QStringLiteral("about"));
  translate(&menu, [maps, shortcuts, about] {
    maps->setText(tr("&What the maps show"));
    maps->setToolTip(tr("What each map is, with pictures"));
    shortcuts->setText(tr("&Keyboard shortcuts"));
    shortcuts->setToolTip(tr("All keys of the window"));
    about->setText(tr("&About Video-Panda Studio"));
    about->setToolTip(tr("Versions and licence"));
  });
}

}  // namespace vp::ui
