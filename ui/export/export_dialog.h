#pragma once

#include <QDialog>
#include <QList>
#include <QStringList>
#include <functional>

#include "ui/export/export_job.h"
#include "ui/file_chooser.h"
#include "ui/inference/progress_relay.h"

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace vp::ui {

/// Chooses what of the conversation is written where, and writes it on the worker. The window stays usable
/// meanwhile.
class ExportDialog final : public QDialog {
  Q_OBJECT

 public:
  /// Both must outlive the dialog.
  ExportDialog(Inference& inference, FileChooser& chooser, QWidget* parent);

  /// The video whose answers are exported: proposes its folder, and a name that is not another program's.
  void set_video(const QString& file);
  /// Whether there is an answer that can be exported now.
  void set_available(bool available);
  bool running() const { return running_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void make_layout();
  void show_texts();
  void start();
  /// Asks before anything is replaced.
  void ask_to_replace(const QStringList& names, std::function<void()> replace);
  void write(const ExportRequest& wanted);
  void stop();
  /// What is chosen and already there.
  QStringList already_there(const jobs::ExportOptions& wanted) const;
  void finish(const QString& message);
  void update_state();
  void show_progress(const ProgressState& state);
  ExportRequest request() const;
  QString name() const;

  Inference& inference_;
  FileChooser& chooser_;
  QList<QCheckBox*> forms_;  ///< each with its ending in the property "ending"
  QCheckBox* thumbnails_;
  QCheckBox* pictures_;
  QCheckBox* film_;
  QComboBox* map_;
  QCheckBox* arrays_;
  QLineEdit* folder_;
  QLineEdit* name_;
  QPushButton* browse_;
  QPushButton* show_folder_;
  QLabel* note_;
  QWidget* progress_row_;
  QLabel* progress_label_;
  QProgressBar* progress_bar_;
  QGroupBox* transcript_ = nullptr;
  QGroupBox* attention_ = nullptr;
  QGroupBox* destination_ = nullptr;
  QLabel* folder_label_ = nullptr;
  QLabel* name_label_ = nullptr;
  QPushButton* close_ = nullptr;
  QPushButton* export_;
  QPushButton* stop_;
  QString video_folder_;
  QString written_to_;  ///< the folder of the last export
  bool available_ = false;
  bool running_ = false;
};

}  // namespace vp::ui
