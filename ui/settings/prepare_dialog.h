#pragma once

#include <QDialog>
#include <QList>
#include <stop_token>

#include "engine/model.h"
#include "prepare/preparation_advice.h"
#include "ui/inference/progress_relay.h"
#include "ui/inference/worker.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace vp::ui {

class FileChooser;

/// Asks in which form an original checkpoint is to be used, and writes the prepared one on a thread of its
/// own. Not modal; hidden, it goes on.
class PrepareDialog final : public QDialog {
  Q_OBJECT

 public:
  /// `chooser` must outlive the dialog.
  PrepareDialog(FileChooser& chooser, QWidget* parent);

  /// Asks about the folder of `load`, unless one is being prepared, which is shown then.
  void ask(const engine::LoadOptions& load, const prepare::PreparationAdvice& advice);
  bool running() const { return running_; }

 signals:
  /// The user wants the folder without anything being written.
  void wanted_as_it_is(const QString& folder);
  /// `target` is there, whole.
  void prepared(const QString& source, const QString& target);
  /// What is being done, in a few words; empty when nothing is any more.
  void progressed(const QString& text);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  /// A line of the table.
  struct FormRow {
    QRadioButton* button;
    QLabel* memory;
    QLabel* disk;
    QLabel* note;
  };

  void make_layout();
  QGridLayout* make_table();
  void show_texts();
  /// The style draws the rings of the buttons in a shade of the ground, which nobody sees in a dark theme.
  void outline_buttons();
  void show_forms();
  void propose_target();
  void update_state();
  int chosen_bits() const;
  QString source() const;
  QString source_name() const;
  void accept_choice();
  void start();
  void finish(const QString& note);
  void show_progress(const ProgressState& state);

  FileChooser& chooser_;
  engine::LoadOptions load_;
  prepare::PreparationAdvice advice_;
  QString proposed_;  ///< the target as it was proposed; another one is the user's
  bool running_ = false;
  QLabel* question_;
  QList<QLabel*> headings_;
  QList<FormRow> rows_;
  QLabel* target_label_;
  QLineEdit* target_;
  QPushButton* browse_;
  QLabel* note_;
  QWidget* progress_row_;
  QLabel* progress_label_;
  QProgressBar* progress_bar_;
  QPushButton* accept_;
  QPushButton* stop_;
  QPushButton* close_;
  ProgressRelay relay_;
  std::stop_source stop_source_;
  Worker worker_;  ///< last: its thread reports to the relay
};

}  // namespace vp::ui
