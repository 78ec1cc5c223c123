#pragma once

#include <QWidget>
#include <functional>

#include "ui/batch/batch_controller.h"
#include "ui/file_chooser.h"
#include "ui/inference/worker.h"

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace vp::ui {

/// Which videos, which questions, whole or by windows, and the results file. Remembered from one start of the
/// program to the next, so that an interrupted batch can be gone on with.
class BatchSetup final : public QWidget {
  Q_OBJECT

 public:
  /// `chooser` must outlive it.
  explicit BatchSetup(FileChooser& chooser, QWidget* parent = nullptr);

  /// Files and folders; those that are there already are passed over.
  void add_videos(const QStringList& names);
  /// Without the answers' options.
  BatchRequest request() const;
  QString results() const;
  /// What keeps the batch from starting, in one sentence; empty when nothing does.
  QString problem() const;
  void store() const;
  void focus_first();

 signals:
  void changed();
  /// The questions of a file could not be read.
  void failed(const vp::ui::Failure& failure);

 private:
  void make_layout();
  void show_texts();
  void restore();
  void load_questions(const QString& file);
  void update_controls();

  FileChooser& chooser_;
  QGroupBox* videos_box_;
  QListWidget* videos_;
  QPushButton* add_files_;
  QPushButton* add_folder_;
  QPushButton* remove_;
  QGroupBox* questions_box_;
  QPlainTextEdit* questions_;
  QPushButton* load_;
  QLabel* extent_label_;
  QComboBox* extent_;
  QLabel* window_label_;
  QSpinBox* window_s_;
  QLabel* step_label_;
  QSpinBox* step_s_;
  QCheckBox* retry_;
  QLabel* results_label_;
  QLineEdit* results_;
  QPushButton* browse_;
  Worker files_;  ///< reads lists of questions
};

}  // namespace vp::ui
