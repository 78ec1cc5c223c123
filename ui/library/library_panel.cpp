#include "ui/library/library_panel.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPixmapCache>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/library/session_item.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"
#include "ui/look/theme.h"

namespace vp::ui {

LibraryPanel::LibraryPanel(QWidget* parent)
    : QWidget(parent),
      search_(new QLineEdit),
      pages_(new QStackedWidget),
      tree_(new QTreeWidget),
      empty_(new QLabel),
      trouble_(new QLabel),
      deleted_(new QWidget),
      deleted_text_(new QLabel),
      take_back_(new QToolButton) {
  setObjectName(QStringLiteral("library_panel"));
  search_->setObjectName(QStringLiteral("library_search"));
  search_->setClearButtonEnabled(true);

  tree_->setObjectName(QStringLiteral("library_tree"));
  tree_->setHeaderHidden(true);
  tree_->setColumnCount(1);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setIndentation(14);
  tree_->setUniformRowHeights(false);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  tree_->header()->setSectionResizeMode(QHeaderView::Stretch);
  tree_->setTextElideMode(Qt::ElideRight);
  tree_->setExpandsOnDoubleClick(false);
  tree_->setContextMenuPolicy(Qt::CustomContextMenu);
  tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  tree_->setItemDelegate(new SessionDelegate(tree_));

  empty_->setObjectName(QStringLiteral("library_empty"));
  empty_->setTextFormat(Qt::PlainText);
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  empty_->setMargin(16);
  pages_->addWidget(empty_);
  pages_->addWidget(tree_);

  deleted_->setObjectName(QStringLiteral("library_deleted"));
  deleted_text_->setTextFormat(Qt::PlainText);
  deleted_text_->setWordWrap(true);
  take_back_->setObjectName(QStringLiteral("library_take_back"));
  auto* deleted_row = new QHBoxLayout(deleted_);
  deleted_row->setContentsMargins(10, 4, 4, 4);
  deleted_row->addWidget(deleted_text_, 1);
  deleted_row->addWidget(take_back_);
  deleted_->hide();

  trouble_->setObjectName(QStringLiteral("library_trouble"));
  trouble_->setTextFormat(Qt::PlainText);
  trouble_->setWordWrap(true);
  trouble_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  trouble_->hide();

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(6);
  layout->addWidget(search_);
  layout->addWidget(trouble_);
  layout->addWidget(pages_, 1);
  layout->addWidget(deleted_);
  setMinimumWidth(170);

  make_actions();
  connect(search_, &QLineEdit::textChanged, this, &LibraryPanel::search_changed);
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    if (tree_->topLevelItemCount() > 0) tree_->setFocus();
  });
  connect(tree_, &QTreeWidget::itemActivated, this, &LibraryPanel::open);
  connect(tree_, &QTreeWidget::currentItemChanged, this, &LibraryPanel::update_actions);
  connect(tree_, &QTreeWidget::itemChanged, this, &LibraryPanel::finish_rename);
  connect(tree_->itemDelegate(), &QAbstractItemDelegate::closeEditor, this, &LibraryPanel::rebuild,
          Qt::QueuedConnection);
  connect(tree_, &QTreeWidget::customContextMenuRequested, this, &LibraryPanel::show_menu);
  connect(take_back_, &QToolButton::clicked, this, [this] {
    deleted_->hide();
    emit take_back_requested(deleted_session_);
  });
  apply_colours();
  translate(this, [this] { show_texts(); });
  update_actions();
}

void LibraryPanel::make_actions() {
  const auto make = [this](const char* name, const QKeySequence& keys) {
    auto* action = new QAction(this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return action;
  };
  find_words_ = make("library_find", Qt::CTRL | Qt::SHIFT | Qt::Key_F);
  find_words_->setShortcutContext(Qt::WindowShortcut);
  open_ = make("library_open", {});
  rename_ = make("library_rename", Qt::Key_F2);
  delete_ = make("library_delete", QKeySequence::Delete);
  find_ = make("library_find_video", {});
  connect(find_words_, &QAction::triggered, this, [this] {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
  });
  connect(open_, &QAction::triggered, this, &LibraryPanel::open);
  connect(rename_, &QAction::triggered, this, [this] { tree_->editItem(tree_->currentItem()); });
  connect(delete_, &QAction::triggered, this, &LibraryPanel::remove);
  connect(find_, &QAction::triggered, this, &LibraryPanel::find);
  // Only while the list has the keyboard: F2 and Del mean other things elsewhere.
  tree_->addActions({rename_, delete_});
}

void LibraryPanel::show_texts() {
  search_->setAccessibleName(tr("Search the library"));
  search_->setToolTip(tr("Words in questions, answers and file names (Ctrl+Shift+F)"));
  search_->setPlaceholderText(tr("Search questions and answers"));
  if (auto* clear = search_->findChild<QToolButton*>()) clear->setAccessibleName(tr("Clear the search"));
  tree_->setAccessibleName(tr("Videos and sessions"));
  trouble_->setAccessibleName(tr("Why nothing is stored"));
  if (trouble_text_) trouble_->setText(trouble_text_());
  take_back_->setText(tr("Undo"));
  take_back_->setAccessibleName(tr("Undo deleting the session"));
  take_back_->setToolTip(tr("Take the deleted session back"));
  find_words_->setText(tr("&Search the library"));
  find_words_->setToolTip(tr("Go to the search field (Ctrl+Shift+F)"));
  open_->setText(tr("&Open"));
  open_->setToolTip(tr("Open the video or the session (Enter)"));
  rename_->setText(tr("&Rename…"));
  rename_->setToolTip(tr("Give the session a name of its own (F2)"));
  delete_->setText(tr("&Delete"));
  delete_->setToolTip(tr("Delete the session, or take the video off the list (Del)"));
  find_->setText(tr("&Find the video…"));
  find_->setToolTip(tr("Choose a folder to look for the moved video in"));
  deleted_text_->setText(tr("Deleted: %1").arg(deleted_name_));
  rebuild();
  update_page();
}

void LibraryPanel::fill_menu(QMenu& menu) const {
  menu.addActions({find_words_, open_, rename_, delete_, find_});
}

QString LibraryPanel::search() const {
  return search_->text();
}

void LibraryPanel::show_pictures() {
  QPixmapCache::clear();  // of this program nothing else is in it
  tree_->viewport()->update();
}

void LibraryPanel::set_entries(const LibraryEntries& entries) {
  entries_ = entries;
  rebuild();
}

void LibraryPanel::set_trouble(std::function<QString()> sentence) {
  trouble_text_ = std::move(sentence);
  trouble_->setText(trouble_text_ ? trouble_text_() : QString());
  trouble_->setVisible(!trouble_->text().isEmpty());
  update_page();
}

void LibraryPanel::set_current(qint64 session) {
  if (current_ == session) return;
  current_ = session;
  rebuild();
}

void LibraryPanel::rebuild() {
  if (!entries_) return;
  // Whoever is typing a name is not disturbed; the list is built when the editor closes.
  const auto* editor = tree_->findChild<QLineEdit*>(QStringLiteral("session_title"));
  if (editor != nullptr && editor->isVisible()) return;
  const SessionItem chosen = item_of(tree_->currentItem());
  QStringList folded;
  for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
    const QTreeWidgetItem* item = tree_->topLevelItem(i);
    if (item->childCount() > 0 && !item->isExpanded()) folded << item_of(item).file;
  }
  const bool focused = tree_->hasFocus();
  filling_ = true;
  tree_->clear();
  for (const LibraryEntry& entry : *entries_) {
    QTreeWidgetItem* video = add_video(entry);
    for (const library::SessionSummary& session : entry.sessions) add_session(video, session, entry.there);
    video->setExpanded(!folded.contains(item_of(video).file));
  }
  for (QTreeWidgetItemIterator it(tree_); *it != nullptr; ++it)
    if (item_of(*it).same_as(chosen)) tree_->setCurrentItem(*it);
  filling_ = false;
  if (focused) tree_->setFocus();
  update_page();
  update_actions();
}

QStringList LibraryPanel::words() const {
  return search_->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QTreeWidgetItem* LibraryPanel::add_video(const LibraryEntry& entry) {
  auto* item = new QTreeWidgetItem(tree_);
  SessionItem shown;
  shown.file = from_path(entry.file);
  shown.title = from_path(entry.file.filename());
  shown.there = entry.there;
  if (!entry.sessions.empty()) shown.session = 0;
  const QString folder = format_folder(QFileInfo(shown.file).absolutePath());
  shown.detail = entry.there ? folder : tr("not found where it was: %1").arg(folder);
  shown.words = words();
  shown.picture = entry.picture;
  shown.find_session = entry.sessions.empty() ? 0 : entry.sessions.front().id;
  fill(item, shown);
  item->setToolTip(0, plain_tip(entry.there ? shown.file : tr("%1 is not there any more").arg(shown.file)));
  return item;
}

void LibraryPanel::add_session(QTreeWidgetItem* video, const library::SessionSummary& session, bool there) {
  auto* item = new QTreeWidgetItem(video);
  SessionItem shown;
  shown.session = session.id;
  shown.find_session = session.id;
  shown.file = from_path(session.file);
  shown.there = there;
  shown.open = session.id == current_;
  const QString question = to_qstring(session.first_question).simplified();
  shown.title = session.title.empty() ? question : to_qstring(session.title);
  const QString when =
      format_moment(QDateTime::fromMSecsSinceEpoch(session.changed_ms), QDateTime::currentDateTime());
  shown.detail = tr("%1 · %2").arg(when, tr("%n question(s)", nullptr, static_cast<int>(session.turn_count)));
  if (const QString range = format_range(session.range_start_s, session.range_end_s); !range.isEmpty())
    shown.detail = tr("%1 · %2").arg(range, shown.detail);
  // Where the words are deeper in the session, their surroundings say more.
  if (!session.found.empty()) shown.detail = to_qstring(session.found).simplified();
  shown.words = words();
  fill(item, shown);
  item->setFlags(item->flags() | Qt::ItemIsEditable);
  const QString model = to_qstring(session.model_name);
  item->setToolTip(0, plain_tip(model.isEmpty() ? question : tr("%1\nAnswered by %2").arg(question, model)));
}

void LibraryPanel::update_page() {
  const bool any = tree_->topLevelItemCount() > 0;
  pages_->setCurrentWidget(any ? static_cast<QWidget*>(tree_) : empty_);
  const bool storing = trouble_->text().isEmpty();  // else nothing is promised
  empty_->setText(!search_->text().trimmed().isEmpty() ? tr("Nothing here has these words.")
                  : storing ? tr("Videos that you open and questions that you ask are kept here.")
                            : tr("Nothing that you ask now is kept."));
}

void LibraryPanel::update_actions() {
  const QTreeWidgetItem* item = tree_->currentItem();
  const SessionItem shown = item_of(item);
  open_->setEnabled(item != nullptr && (shown.there || shown.find_session != 0));
  rename_->setEnabled(item != nullptr && shown.session != 0);
  // A video with sessions stays as long as they do.
  delete_->setEnabled(item != nullptr && (shown.session != 0 || item->childCount() == 0));
  find_->setEnabled(item != nullptr && !shown.there && shown.find_session != 0);
}

void LibraryPanel::open() {
  const QTreeWidgetItem* item = tree_->currentItem();
  if (item == nullptr) return;
  const SessionItem shown = item_of(item);
  if (shown.session != 0)
    emit open_session_requested(shown.session);
  else if (shown.there)
    emit open_video_requested(shown.file);
  else if (shown.find_session != 0)
    emit open_session_requested(shown.find_session);
}

void LibraryPanel::remove() {
  const QTreeWidgetItem* item = tree_->currentItem();
  if (item == nullptr || !delete_->isEnabled()) return;
  const SessionItem shown = item_of(item);
  if (shown.session != 0)
    emit delete_requested(shown.session, shown.title);
  else
    emit forget_video_requested(shown.file);
}

void LibraryPanel::find() {
  const SessionItem shown = item_of(tree_->currentItem());
  if (shown.find_session != 0) emit find_requested(shown.find_session);
}

void LibraryPanel::finish_rename(QTreeWidgetItem* item) {
  if (filling_) return;
  const SessionItem shown = item_of(item);
  if (shown.session != 0) emit rename_requested(shown.session, item->text(0).trimmed());
}

void LibraryPanel::show_deleted(qint64 session, const QString& name) {
  deleted_session_ = session;
  deleted_name_ = fontMetrics().elidedText(name, Qt::ElideRight, 400);
  deleted_text_->setText(tr("Deleted: %1").arg(deleted_name_));
  deleted_->show();
}

void LibraryPanel::show_menu(const QPoint& position) {
  if (tree_->itemAt(position) == nullptr) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addActions({open_, rename_, delete_, find_});
  menu->popup(tree_->viewport()->mapToGlobal(position));
}

void LibraryPanel::apply_colours() {
  const Accents colours = accents(palette());
  QPalette faint = empty_->palette();
  if (faint.color(QPalette::WindowText) != colours.secondary) {
    faint.setColor(QPalette::WindowText, colours.secondary);
    empty_->setPalette(faint);
  }
  QPalette clear = tree_->palette();
  if (clear.color(QPalette::Base) != palette().color(QPalette::Window)) {
    clear.setColor(QPalette::Base, palette().color(QPalette::Window));
    tree_->setPalette(clear);
  }
}

void LibraryPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) apply_colours();
}

}  // namespace vp::ui
