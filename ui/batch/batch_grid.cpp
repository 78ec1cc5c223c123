#include "ui/batch/batch_grid.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include "ui/look/format.h"
#include "ui/look/plain_text.h"

namespace vp::ui {

void BatchGrid::set_plan(const batch::BatchPlan& plan) {
  beginResetModel();
  plan_ = plan;
  const Row whole{batch::whole_window(plan_.options), std::vector<Cell>(plan_.questions.size())};
  videos_.assign(plan_.videos.size(), {whole});
  row_counts_ = RowCounts(plan_.videos.size());
  endResetModel();
}

void BatchGrid::set_windows(std::size_t video, const std::vector<batch::Window>& windows) {
  if (video >= videos_.size() || windows.empty()) return;
  const int first = first_row_of(video);
  std::vector<Row>& rows = videos_[video];
  rows.front().window = windows.front();
  emit dataChanged(index(first, 0), index(first, columnCount() - 1));
  if (windows.size() == 1) return;
  beginInsertRows({}, first + 1, first + static_cast<int>(windows.size()) - 1);
  for (std::size_t i = 1; i < windows.size(); ++i)
    rows.push_back({windows[i], std::vector<Cell>(plan_.questions.size())});
  row_counts_.add(video, static_cast<std::int64_t>(windows.size()) - 1);
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
  int row = 0;
  for (std::vector<Row>& rows : videos_) {
    for (Row& one : rows) {
      for (std::size_t question = 0; question < one.cells.size(); ++question) {
        if (one.cells[question].state != BatchCellState::Asking) continue;
        one.cells[question] = {};
        const QModelIndex where = index(row, kFixedColumns + static_cast<int>(question));
        emit dataChanged(where, where);
      }
      ++row;
    }
  }
}

void BatchGrid::retranslate() {
  if (videos_.empty()) return;
  emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
  emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

BatchGrid::Place BatchGrid::place_of(int row) const {
  const std::size_t video = row_counts_.group_of(row);
  return {video, static_cast<std::size_t>(row) - static_cast<std::size_t>(row_counts_.before(video))};
}

const BatchGrid::Row& BatchGrid::row_at(int row) const {
  const Place place = place_of(row);
  return videos_[place.video][place.window];
}

BatchGrid::Cell* BatchGrid::find(const batch::CellId& cell, QModelIndex& where) {
  if (cell.video >= videos_.size() || cell.question >= plan_.questions.size()) return nullptr;
  std::vector<Row>& rows = videos_[cell.video];
  const auto window = static_cast<std::size_t>(cell.window);
  if (cell.window < 0 || window >= rows.size()) return nullptr;
  where = index(first_row_of(cell.video) + static_cast<int>(window),
                kFixedColumns + static_cast<int>(cell.question));
  return &rows[window].cells[cell.question];
}

bool BatchGrid::is_cell(const QModelIndex& index) const {
  return index.isValid() && index.column() >= kFixedColumns;
}

batch::CellId BatchGrid::cell_at(const QModelIndex& index) const {
  const Place place = place_of(index.row());
  return {place.video, static_cast<std::int64_t>(place.window),
          static_cast<std::size_t>(index.column() - kFixedColumns)};
}

BatchCellState BatchGrid::state_at(const QModelIndex& index) const {
  return row_at(index.row()).cells[static_cast<std::size_t>(index.column() - kFixedColumns)].state;
}

const std::filesystem::path& BatchGrid::video_at(const QModelIndex& index) const {
  return plan_.videos[place_of(index.row()).video];
}

double BatchGrid::start_s_at(const QModelIndex& index) const {
  return row_at(index.row()).window.start_s;
}

const media::TimeRange& BatchGrid::range_at(const QModelIndex& index) const {
  return row_at(index.row()).window.range;
}

QString BatchGrid::details_at(const QModelIndex& index) const {
  if (!is_cell(index)) return {};
  const Row& row = row_at(index.row());
  const auto question = static_cast<std::size_t>(index.column() - kFixedColumns);
  const QString answer = cell_text(row.cells[question]);
  return QStringLiteral("%1 · %2 · %3\n%4")
      .arg(from_path(video_at(index).filename()), time_text(row), to_qstring(plan_.questions[question]),
           answer.isEmpty() ? tr("Not asked yet") : answer);
}

std::vector<AnswerBlock> BatchGrid::blocks_along(const QModelIndex& cell) const {
  std::vector<AnswerBlock> blocks;
  const auto question = static_cast<std::size_t>(cell.column() - kFixedColumns);
  const std::size_t video = place_of(cell.row()).video;
  int row = first_row_of(video);
  for (const Row& one : videos_[video])
    blocks.push_back({row++, one.window.start_s, one.window.end_s.value_or(one.window.start_s),
                      one.cells[question].state, cell_text(one.cells[question])});
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
  return parent.isValid() ? 0 : static_cast<int>(row_counts_.total());
}

int BatchGrid::columnCount(const QModelIndex& parent) const {
  return parent.isValid() || videos_.empty() ? 0 : kFixedColumns + static_cast<int>(plan_.questions.size());
}

QVariant BatchGrid::data(const QModelIndex& index, int role) const {
  const Row& row = row_at(index.row());
  if (!is_cell(index)) {
    if (role == Qt::ToolTipRole) return plain_tip(from_path(video_at(index)));
    if (role != Qt::DisplayRole) return {};
    return index.column() == 0 ? from_path(video_at(index).filename()) : time_text(row);
  }
  const Cell& cell = row.cells[static_cast<std::size_t>(index.column() - kFixedColumns)];
  switch (role) {
    case Qt::DisplayRole:
      return cell_text(cell).simplified();
    case Qt::ToolTipRole:
      return plain_tip(details_at(index));
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
  const QString question = to_qstring(plan_.questions[static_cast<std::size_t>(section - kFixedColumns)]);
  return role == Qt::ToolTipRole ? plain_tip(question) : question;
}

}  // namespace vp::ui
