#include "ui/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>

#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {
const QString kKey = QStringLiteral("recent_videos");
}

RecentFiles::RecentFiles(QWidget* parent) : QMenu(parent) {
  setObjectName(QStringLiteral("recent_files"));
  setToolTipsVisible(true);
  // Another window may have opened files meanwhile.
  connect(this, &QMenu::aboutToShow, this, &RecentFiles::fill);
  translate(this, [this] {
    setTitle(tr("Open &recent"));
    fill();
  });
}

QStringList RecentFiles::files() const {
  return QSettings().value(kKey).toStringList().mid(0, kMost);
}

void RecentFiles::add(const QString& file) {
  QStringList list = files();
  list.removeAll(file);
  list.prepend(file);
  store(list.mid(0, kMost));
}

void RecentFiles::store(const QStringList& list) {
  QSettings().setValue(kKey, list);
  fill();
}

void RecentFiles::fill() {
  clear();
  const QStringList list = files();
  menuAction()->setEnabled(!list.isEmpty());
  for (int i = 0; i < list.size(); ++i) {
    const QFileInfo info(list[i]);
    // Two of one name are told apart by where they are.
    const bool alone = std::count_if(list.begin(), list.end(), [&](const QString& other) {
                         return QFileInfo(other).fileName() == info.fileName();
                       }) == 1;
    const QString name = plain_caption(
        alone ? info.fileName()
              : QStringLiteral("%1 (%2)").arg(info.fileName(), format_folder(info.absolutePath())));
    QAction* action = addAction(i < 9 ? QStringLiteral("&%1  %2").arg(i + 1).arg(name) : name);
    action->setObjectName(QStringLiteral("recent_file"));
    action->setToolTip(plain_tip(QDir::toNativeSeparators(list[i])));
    connect(
        action, &QAction::triggered, this, [this, file = list[i]] { emit chosen(file); },
        Qt::QueuedConnection);  // opening it makes this menu anew
  }
  addSeparator();
  QAction* forget = addAction(tr("&Clear this list"));
  connect(
      forget, &QAction::triggered, this, [this] { store({}); }, Qt::QueuedConnection);
  forget->setObjectName(QStringLiteral("clear_recent_files"));
}

}  // namespace vp::ui
