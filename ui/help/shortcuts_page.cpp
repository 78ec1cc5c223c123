#include "ui/help/shortcuts_page.h"

#include <QAction>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/look/language.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {

QString native(Qt::Key key) {
  return QKeySequence(key).toString(QKeySequence::NativeText);
}

/// The entries of a menu and of those below it that have a key.
void collect(const QMenu& menu, QTreeWidgetItem& group) {
  for (const QAction* action : menu.actions()) {
    if (action->menu() != nullptr) {
      collect(*action->menu(), group);
      continue;
    }
    QStringList keys;
    for (const QKeySequence& key : action->shortcuts()) keys << key.toString(QKeySequence::NativeText);
    if (keys.isEmpty() || !action->isVisible()) continue;
    auto* item =
        new QTreeWidgetItem(&group, {without_mnemonic(action->text()), keys.join(QStringLiteral("   "))});
    item->setToolTip(0, plain_tip(action->toolTip()));
  }
}

}  // namespace

ShortcutsPage::ShortcutsPage(QMainWindow* window)
    : QDialog(window), window_(window), keys_(new QTreeWidget), close_(new QPushButton) {
  setObjectName(QStringLiteral("shortcuts_page"));
  keys_->setObjectName(QStringLiteral("shortcuts"));
  keys_->setColumnCount(2);
  keys_->setRootIsDecorated(false);
  keys_->setSelectionMode(QAbstractItemView::SingleSelection);
  keys_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  keys_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  keys_->header()->setStretchLastSection(false);
  close_->setObjectName(QStringLiteral("shortcuts_close"));
  close_->setDefault(true);
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(keys_, 1);
  layout->addWidget(close_, 0, Qt::AlignRight);
  resize(560, 620);
  translate(this, [this] {
    setWindowTitle(tr("Keyboard shortcuts"));
    keys_->setAccessibleName(tr("Keyboard shortcuts"));
    keys_->setHeaderLabels({tr("What"), tr("Key")});
    close_->setText(tr("Close"));
    close_->setAccessibleName(tr("Close"));
    if (isVisible()) show_keys();
  });
}

void ShortcutsPage::showEvent(QShowEvent* event) {
  show_keys();
  QDialog::showEvent(event);
}

void ShortcutsPage::show_keys() {
  keys_->clear();
  for (const QAction* entry : window_->menuBar()->actions()) {
    if (entry->menu() == nullptr) continue;
    auto* group = new QTreeWidgetItem({without_mnemonic(entry->text())});
    collect(*entry->menu(), *group);
    if (group->childCount() == 0)
      delete group;
    else
      keys_->addTopLevelItem(group);
  }
  add_panel_keys();
  QFont bold = keys_->font();
  bold.setBold(true);
  for (int i = 0; i < keys_->topLevelItemCount(); ++i) {
    keys_->topLevelItem(i)->setFont(0, bold);
    keys_->topLevelItem(i)->setFirstColumnSpanned(true);
  }
  keys_->expandAll();
}

void ShortcutsPage::add_panel_keys() {
  auto* group = new QTreeWidgetItem({tr("Where the focus is")});
  const QString steps = native(Qt::Key_Left) + QLatin1Char(' ') + native(Qt::Key_Right) + QLatin1Char(' ') +
                        native(Qt::Key_Home) + QLatin1Char(' ') + native(Qt::Key_End);
  for (const auto& [what, key] :
       {std::pair{tr("Ask the question that is written"), native(Qt::Key_Return)},
        std::pair{tr("A new line in a question"),
                  QKeySequence(Qt::SHIFT | Qt::Key_Return).toString(QKeySequence::NativeText)},
        std::pair{tr("Words of an answer, and what each looked at"), steps},
        std::pair{tr("Frames of a strip"), steps},
        std::pair{tr("From panel to panel"), native(Qt::Key_Tab)}}) {
    new QTreeWidgetItem(group, {what, key});
  }
  keys_->addTopLevelItem(group);
}

}  // namespace vp::ui
