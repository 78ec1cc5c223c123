#pragma once

#include <QHash>
#include <QStringList>
#include <QWidget>
#include <optional>

#include "engine/model.h"
#include "prepare/preparation_advice.h"

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
  base::Message system;   ///< the name of its system
  qint64 bytes = 0;       ///< of the weights that are needed, as stored
  qint64 parameters = 0;  ///< in use
  QStringList precisions;
  std::vector<base::Message> problems;               ///< why it cannot be used
  std::optional<prepare::PreparationAdvice> advice;  ///< nothing: it cannot be prepared
};

/// The known checkpoint folders with size, precision and what is missing, and a choice among them. Folders
/// are looked into on a worker thread.
class CheckpointList final : public QWidget {
  Q_OBJECT

 public:
  /// `memory_bytes`: of the machine, 0 for this one's. `worker` and `chooser` must outlive the list.
  CheckpointList(Worker& worker, FileChooser& chooser, qint64 memory_bytes, QWidget* parent = nullptr);

  /// An empty `builtin`: there is no built-in model; an empty folder of `in_use`: no model is in use.
  void show_folders(const QString& builtin, const engine::LoadOptions& in_use);
  /// Adds the folder where it is not in the list, and chooses it.
  void choose(const QString& folder);
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
  /// The user asks for it, or has added a folder that is better prepared.
  void prepare_requested(const QString& folder, const vp::prepare::PreparationAdvice& advice);

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
  qint64 memory_bytes_;
  QTreeWidget* tree_;
  QLabel* details_;
  QPushButton* add_;
  QPushButton* prepare_;
  QPushButton* remove_;
  QString builtin_;
  QString in_use_;
  engine::LoadOptions load_;  ///< how a folder would be loaded
  QString asked_about_;       ///< was just added: whether it is better prepared is asked when it is known
  QStringList added_;
  QHash<QString, CheckpointFacts> facts_;
};

}  // namespace vp::ui
