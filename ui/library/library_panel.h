#pragma once

#include <QWidget>
#include <functional>

#include "ui/library/library.h"

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace vp::ui {

/// Recent videos and the stored sessions about them, with a field to search them.
class LibraryPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit LibraryPanel(QWidget* parent = nullptr);

  void set_entries(const LibraryEntries& entries);
  /// Why nothing can be stored, as long as that is so; empty: everything is.
  void set_trouble(std::function<QString()> sentence);
  /// The session that the window shows; 0 for none.
  void set_current(qint64 session);
  /// Offers to take the deleted session back.
  void show_deleted(qint64 session, const QString& name);
  /// Puts the actions of the library into a menu.
  void fill_menu(QMenu& menu) const;
  QString search() const;
  /// The entries' pictures have become others.
  void show_pictures();

 signals:
  void search_changed(const QString& search);
  void open_video_requested(const QString& file);
  void open_session_requested(qint64 session);
  void rename_requested(qint64 session, const QString& title);
  void delete_requested(qint64 session, const QString& name);
  void take_back_requested(qint64 session);
  void forget_video_requested(const QString& file);
  /// The video of this session is not where it was.
  void find_requested(qint64 session);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void make_actions();
  void show_texts();
  void rebuild();
  /// That are looked for.
  QStringList words() const;
  QTreeWidgetItem* add_video(const LibraryEntry& entry);
  void add_session(QTreeWidgetItem* video, const library::SessionSummary& session, bool there);
  void update_actions();
  void update_page();
  void apply_colours();
  void open();
  void remove();
  void find();
  void finish_rename(QTreeWidgetItem* item);
  void show_menu(const QPoint& position);

  QLineEdit* search_;
  QStackedWidget* pages_;
  QTreeWidget* tree_;
  QLabel* empty_;
  QLabel* trouble_;
  std::function<QString()> trouble_text_;
  QWidget* deleted_;
  QLabel* deleted_text_;
  QToolButton* take_back_;
  QAction* find_words_;
  QAction* open_;
  QAction* rename_;
  QAction* delete_;
  QAction* find_;
  LibraryEntries entries_;
  qint64 current_ = 0;
  qint64 deleted_session_ = 0;
  QString deleted_name_;
  bool filling_ = false;
};

}  // namespace vp::ui
