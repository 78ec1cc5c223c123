#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "batch/batch_plan.h"
#include "ui/batch/row_counts.h"

namespace vp::ui {

/// How far one question about one video or window is.
enum class BatchCellState { Waiting, Asking, Answered, Failed, LeftOut };

/// A window of a video with what a question about it has brought.
struct AnswerBlock {
  int row = 0;  ///< of the grid
  double start_s = 0;
  double end_s = 0;
  BatchCellState state = BatchCellState::Waiting;
  QString answer;
};

/// Videos, or windows of them, as rows and questions as columns, after a column of names and one of times.
class BatchGrid final : public QAbstractTableModel {
  Q_OBJECT

 public:
  static constexpr int kFixedColumns = 2;
  /// Characters of an answer that are kept for the grid; the whole of it is in the results file.
  static constexpr int kShownCharacters = 300;

  explicit BatchGrid(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  /// One row a video; nothing asked yet.
  void set_plan(const batch::BatchPlan& plan);
  void set_windows(std::size_t video, const std::vector<batch::Window>& windows);
  void set_cell(const batch::CellId& cell, BatchCellState state, const QString& text);
  /// A piece of the answer that is being written.
  void append_text(const batch::CellId& cell, const QString& text);
  /// What was being asked waits again.
  void set_stopped();
  /// The texts follow the language.
  void retranslate();

  bool is_cell(const QModelIndex& index) const;
  /// Of an index that is a cell.
  batch::CellId cell_at(const QModelIndex& index) const;
  BatchCellState state_at(const QModelIndex& index) const;
  const std::filesystem::path& video_at(const QModelIndex& index) const;
  double start_s_at(const QModelIndex& index) const;
  /// What of the video was asked about.
  const media::TimeRange& range_at(const QModelIndex& index) const;
  /// Video, time and question in a line and the answer, or what became of it, below it.
  QString details_at(const QModelIndex& index) const;

  /// The cell's question along its video, by time.
  std::vector<AnswerBlock> blocks_along(const QModelIndex& cell) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Cell {
    BatchCellState state = BatchCellState::Waiting;
    QString text;
  };
  struct Row {
    batch::Window window;
    std::vector<Cell> cells;
  };
  /// Which of a video's windows.
  struct Place {
    std::size_t video = 0;
    std::size_t window = 0;
  };

  Place place_of(int row) const;
  const Row& row_at(int row) const;
  /// Of the video's first window.
  int first_row_of(std::size_t video) const { return static_cast<int>(row_counts_.before(video)); }
  Cell* find(const batch::CellId& cell, QModelIndex& index);
  QString time_text(const Row& row) const;
  static QString cell_text(const Cell& cell);

  batch::BatchPlan plan_;
  std::vector<std::vector<Row>> videos_;  ///< the windows of each
  RowCounts row_counts_;                  ///< of the videos
};

}  // namespace vp::ui
