#include "ui/batch/batch_grid.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>
#include <algorithm>
#include <tuple>

#include "ui/look/format.h"

namespace vp::ui {

void BatchGrid::set_plan(const batch::BatchPlan& plan) {
  beginResetModel();
  plan_ = plan;
  rows_.clear();
  for (std::size_t video = 0; video < plan_.videos.size(); ++video)
    rows_.push_back({video, batch::whole_window(plan_.options), std::vector<Cell>(plan_.questions.size())});
  endResetModel();
}

void BatchGrid::set_windows(std::size_t video, const std::vector<batch::Window>& windows) {
  const int first = row_of(video, 0);
  if (first < 0 || windows.empty()) return;
  rows_[static_cast<std::size_t>(first)].window = windows.front();
  emit dataChanged(index(first, 0), index(first, columnCount() - 1));
  if (windows.size() == 1) return;
  beginInsertRows({}, first + 1, first + static_cast<int>(windows.size()) - 1);
  std::vector<Row> more;
  for (std::size_t i = 1; i < windows.size(); ++i)
    more.push_back({video, windows[i], std::vector<Cell>(plan_.questions.size())});
  rows_.insert(rows_.begin() + first + 1, std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  endInsertRows();
}

void BatchGrid::set_cell(const batch::CellId& cell, BatchCellState state, const QString& text) {
  QModelIndex where;
  Cell* found = find(cell, where);
  if (found == nullptr) return;
  found->state = state;
  found->text = text.left(kShownCharacters);
  emit dataChanged(where, where);
}

void BatchGrid::append_text(const batch::CellId& cell, const QString& text) {
  QModelIndex where;
  Cell* found = find(cell, where);
  if (found == nullptr || found->state != BatchCellState::Asking || found->text.size() >= kShownCharacters)
    return;
  found->text += text;
  emit dataChanged(where, where);
}

void BatchGrid::set_stopped() {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    for (std::size_t question = 0; question < rows_[row].cells.size(); ++question) {
      Cell& cell = rows_[row].cells[question];
      if (cell.state != BatchCellState::Asking) continue;
      cell = {};
      const QModelIndex where = index(static_cast<int>(row), kFixedColumns + static_cast<int>(question));
      emit dataChanged(where, where);
    }
  }
}

void BatchGrid::retranslate() {
  if (rows_.empty()) return;
  emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
  emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int BatchGrid::row_of(std::size_t video, std::int64_t window) const {
  const auto place = std::lower_bound(rows_.begin(), rows_.end(), std::tuple(video, window),
                                      [](const Row& row, const std::tuple<std::size_t, std::int64_t>& key) {
                                        return std::tuple(row.video, row.window.index) < key;
                                      });
  const bool found = place != rows_.end() && place->video == video && place->window.index == window;
  return found ? static_cast<int>(place - rows_.begin()) : -1;
}

BatchGrid::Cell* BatchGrid::find(const batch::CellId& cell, QModelIndex& where) {
  const int row = row_of(cell.video, cell.window);
  if (row < 0 || cell.question >= plan_.questions.size()) return nullptr;
  where = index(row, kFixedColumns + static_cast<int>(cell.question));
  return &rows_[static_cast<std::size_t>(row)].cells[cell.question];
}

bool BatchGrid::is_cell(const QModelIndex& index) const {
  return index.isValid() && index.column() >= kFixedColumns;
}

batch::CellId BatchGrid::cell_at(const QModelIndex& index) const {
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  return {row.video, row.window.index, static_cast<std::size_t>(index.column() - kFixedColumns)};
}

BatchCellState BatchGrid::state_at(const QModelIndex& index) const {
  return rows_[static_cast<std::size_t>(index.row())]
      .cells[static_cast<std::size_t>(index.column() - kFixedColumns)]
      .state;
}

const std::filesystem::path& BatchGrid::video_at(const QModelIndex& index) const {
  return plan_.videos[rows_[static_cast<std::size_t>(index.row())].video];
}

double BatchGrid::start_s_at(const QModelIndex& index) const {
  return rows_[static_cast<std::size_t>(index.row())].window.start_s;
}

QString BatchGrid::details_at(const QModelIndex& index) const {
  if (!is_cell(index)) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  const auto question = static_cast<std::size_t>(index.column() - kFixedColumns);
  const QString answer = cell_text(row.cells[question]);
  return QStringLiteral("%1 · %2 · %3\n%4")
      .arg(from_path(video_at(index).filename()), time_text(row), to_qstring(plan_.questions[question]),
           answer.isEmpty() ? tr("Not asked yet") : answer);
}

std::vector<AnswerBlock> BatchGrid::blocks_along(const QModelIndex& cell) const {
  std::vector<AnswerBlock> blocks;
  const auto question = static_cast<std::size_t>(cell.column() - kFixedColumns);
  const std::size_t video = rows_[static_cast<std::size_t>(cell.row())].video;
  for (auto row = static_cast<std::size_t>(row_of(video, 0)); row < rows_.size() && rows_[row].video == video;
       ++row) {
    const Row& one = rows_[row];
    blocks.push_back({static_cast<int>(row), one.window.start_s,
                      one.window.end_s.value_or(one.window.start_s), one.cells[question].state,
                      cell_text(one.cells[question])});
  }
  return blocks;
}

QString BatchGrid::time_text(const Row& row) const {
  if (plan_.options.window_s <= 0 || !row.window.end_s) return tr("whole video");
  return QStringLiteral("%1 – %2").arg(format_time(row.window.start_s), format_time(*row.window.end_s));
}

QString BatchGrid::cell_text(const Cell& cell) {
  switch (cell.state) {
    case BatchCellState::Waiting:
      return {};
    case BatchCellState::Asking:
      return cell.text.isEmpty() ? tr("Asking…") : cell.text;
    case BatchCellState::Answered:
      return cell.text.isEmpty() ? tr("(an empty answer)") : cell.text;
    case BatchCellState::Failed:
      return tr("Failed: %1").arg(cell.text);
    case BatchCellState::LeftOut:
      return tr("Left out");
  }
  return {};
}

int BatchGrid::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int BatchGrid::columnCount(const QModelIndex& parent) const {
  return parent.isValid() || rows_.empty() ? 0 : kFixedColumns + static_cast<int>(plan_.questions.size());
}

QVariant BatchGrid::data(const QModelIndex& index, int role) const {
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  if (!is_cell(index)) {
    if (role == Qt::ToolTipRole) return from_path(video_at(index));
    if (role != Qt::DisplayRole) return {};
    return index.column() == 0 ? from_path(video_at(index).filename()) : time_text(row);
  }
  const Cell& cell = row.cells[static_cast<std::size_t>(index.column() - kFixedColumns)];
  switch (role) {
    case Qt::DisplayRole:
      return cell_text(cell).simplified();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
      return details_at(index);
    case Qt::ForegroundRole:
      // What the model did not say is not set as if it had.
      return cell.state == BatchCellState::Answered
                 ? QVariant()
                 : QVariant(QGuiApplication::palette().color(QPalette::PlaceholderText));
    case Qt::FontRole:
      if (cell.state == BatchCellState::Failed || cell.state == BatchCellState::LeftOut) {
        QFont italic;
        italic.setItalic(true);
        return italic;
      }
      return {};
    default:
      return {};
  }
}

QVariant BatchGrid::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation == Qt::Vertical) return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  if (section == 0) return tr("Video");
  if (section == 1) return tr("Time");
  return to_qstring(plan_.questions[static_cast<std::size_t>(section - kFixedColumns)]);
}

}  // namespace vp::ui
