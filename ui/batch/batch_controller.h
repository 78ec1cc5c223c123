#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <vector>

#include "batch/batch_run.h"
#include "ui/batch/batch_grid.h"
#include "ui/inference/inference.h"
#include "ui/inference/stepped_job.h"

namespace vp::ui {

/// What is asked of what, and where the answers go.
struct BatchRequest {
  batch::BatchPlan plan;  ///< its videos as they were chosen: folders are looked through when it starts
  std::filesystem::path results;
  batch::RunOptions run;
};

/// Runs a batch on the window's worker, a piece at a time, so that what the user asks meanwhile comes in
/// between. Every outcome is a signal.
class BatchController final : public QObject {
  Q_OBJECT

 public:
  /// More cells than this are the command line's.
  static constexpr std::int64_t kMostCells = 200'000;

  /// `inference` must outlive it.
  explicit BatchController(Inference& inference, QObject* parent = nullptr);
  ~BatchController() override;

  void start(const BatchRequest& request);
  /// Stops after the current token; what is answered stays in the results file.
  void stop();
  /// The cell is not asked, or no longer; the next start asks it.
  void leave_out(const batch::CellId& cell);
  bool running() const { return state_ != nullptr; }

 signals:
  /// The videos are known; nothing was asked yet.
  void planned(const vp::batch::BatchPlan& plan);
  void windows_known(std::size_t video, const std::vector<vp::batch::Window>& windows);
  void cell_changed(const vp::batch::CellId& cell, vp::ui::BatchCellState state, const QString& text);
  void text_streamed(const vp::batch::CellId& cell, const QString& text);
  void counted(const vp::batch::BatchCount& count);
  void finished();
  void failed(const vp::ui::Failure& failure);

 private:
  struct State;

  SteppedJob job_;
  std::shared_ptr<State> state_;  ///< of the batch that runs
};

}  // namespace vp::ui
