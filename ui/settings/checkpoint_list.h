#pragma once

#include <QHash>
#include <QStringList>
#include <QWidget>

#include "base/message.h"

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace vp::ui {

class FileChooser;
class Worker;

/// What is known of a checkpoint folder without loading it.
struct CheckpointFacts {
  qint64 bytes = 0;       ///< of the weights that are needed, as stored
  qint64 parameters = 0;  ///< in use
  QStringList precisions;
  std::vector<base::Message> problems;  ///< why it cannot be used
};

/// The known checkpoint folders with size, precision and what is missing, and a choice among them. Folders
/// are looked into on a worker thread.
class CheckpointList final : public QWidget {
  Q_OBJECT

 public:
  /// `worker` and `chooser` must outlive the list.
  CheckpointList(Worker& worker, FileChooser& chooser, QWidget* parent = nullptr);

  /// An empty `builtin`: there is no built-in model; an empty `in_use`: no model is in use.
  void show_folders(const QString& builtin, const QString& in_use);
  /// Empty when nothing is chosen.
  QString chosen() const;
  /// Whether a model can be loaded from the chosen folder, as far as is known yet.
  enum class Use { Unknown, Possible, Impossible };
  Use use_of_chosen() const;
  /// What was added is in the list from now on; until then only as long as it is shown.
  void remember_added();

 signals:
  /// Another folder is chosen, or more is known of the one that is.
  void chosen_changed();

 private:
  void add_item(const QString& folder);
  void inspect(const QString& folder);
  void add_folder();
  void remove_folder();
  void show_texts();
  void show_facts(QTreeWidgetItem* item) const;
  void show_details();
  QTreeWidgetItem* item_of(const QString& folder) const;

  Worker& worker_;
  FileChooser& chooser_;
  QTreeWidget* tree_;
  QLabel* details_;
  QPushButton* add_;
  QPushButton* remove_;
  QString builtin_;
  QString in_use_;
  QStringList added_;
  QHash<QString, CheckpointFacts> facts_;
};

}  // namespace vp::ui
