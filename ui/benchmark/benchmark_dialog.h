#pragma once

#include <QDialog>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <functional>

#include "ui/benchmark/benchmark_controller.h"
#include "ui/benchmark/benchmark_table.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace vp::ui {

class FileChooser;

/// Asks a benchmark's questions and shows the score as it grows, with the answers below. The window behind
/// stays usable; closing the dialog stops nothing.
class BenchmarkDialog final : public QDialog {
  Q_OBJECT

 public:
  /// The first two must outlive the dialog.
  BenchmarkDialog(Inference& inference, FileChooser& chooser, QWidget* parent);

  bool running() const { return controller_.running(); }

 signals:
  /// The user wants to see the film that a question is about.
  void video_requested(const QString& file, double time_s, const vp::media::TimeRange& range);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  /// Said anew when the language changes.
  using Saying = std::function<QString()>;

  void make_layout();
  void connect_controller();
  void show_texts();
  void choose_folder();
  void choose_results();
  void look();
  void start();
  BenchmarkRequest request() const;
  void show_benchmark(const eval::Benchmark& benchmark);
  void show_score();
  void show_details();
  void show_film(const QModelIndex& shown);
  void say(Saying saying);
  void update_state();

  Inference& inference_;
  FileChooser& chooser_;
  BenchmarkController controller_;
  BenchmarkTable questions_;
  QSortFilterProxyModel shown_;
  QComboBox* layout_;
  QLineEdit* folder_;
  QLineEdit* results_;
  QPushButton* browse_folder_;
  QPushButton* browse_results_;
  QLabel* layout_label_;
  QLabel* folder_label_;
  QLabel* results_label_;
  QLabel* found_;
  QCheckBox* wrong_only_;
  QTableView* table_;
  QLabel* details_;
  QLabel* score_;
  QLabel* note_;
  QProgressBar* progress_;
  QPushButton* start_;
  QPushButton* stop_;
  QPushButton* close_ = nullptr;
  QTimer score_timer_;  ///< an answer came; the score of many takes a while
  QString looked_at_;   ///< layout and folder that were read last
  Saying found_text_, said_;
};

}  // namespace vp::ui
