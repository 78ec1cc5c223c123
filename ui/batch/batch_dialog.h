#pragma once

#include <QDialog>
#include <QTimer>
#include <functional>

#include "ui/batch/batch_controller.h"
#include "ui/batch/batch_setup.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace vp::ui {

class AnswerTimeline;

/// Asks the same questions about many videos, or along long ones, and shows the answers as a grid. The window
/// behind stays usable; closing the dialog stops nothing.
class BatchDialog final : public QDialog {
  Q_OBJECT

 public:
  using AskOptions = std::function<engine::AskOptions()>;

  /// The first two must outlive the dialog; `ask_options` says how questions are asked.
  BatchDialog(Inference& inference, FileChooser& chooser, AskOptions ask_options, QWidget* parent);

  bool running() const { return controller_.running(); }

 signals:
  /// The user wants to see what an answer is about, and may go on asking about it.
  void video_requested(const QString& file, double time_s, const vp::media::TimeRange& range);

 protected:
  void showEvent(QShowEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  /// Said anew when the language changes.
  using Outcome = std::function<QString()>;

  void make_layout();
  void connect_controller();
  void show_texts();
  void start();
  void leave_out_selected();
  void export_results();
  void finish(Outcome outcome);
  void fail(const Failure& failure);
  /// How many answers came of what, of the last batch.
  QString summary() const;
  void show_count(const batch::BatchCount& count);
  void show_details();
  void show_timeline(const QModelIndex& current);
  void update_state();
  void update_leave_out();

  Inference& inference_;
  FileChooser& chooser_;
  AskOptions ask_options_;
  BatchController controller_;
  BatchGrid grid_;
  BatchSetup* setup_;
  QTableView* table_;
  AnswerTimeline* timeline_;
  QLabel* details_;
  QLabel* note_;
  QLabel* progress_label_;
  QProgressBar* progress_bar_;
  QPushButton* start_;
  QPushButton* stop_;
  QPushButton* leave_out_;
  QPushButton* export_;
  QPushButton* close_ = nullptr;
  batch::BatchCount count_;
  QTimer refresh_;   ///< what is said of the selected cells, when any cell has changed
  Outcome outcome_;  ///< of what was done last, until something is changed
};

}  // namespace vp::ui
