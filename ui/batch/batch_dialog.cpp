#include "ui/batch/batch_dialog.h"

#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "batch/results_table.h"
#include "ui/batch/answer_timeline.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

QPushButton* dialog_button(const char* name) {
  auto* made = new QPushButton;
  made->setObjectName(QLatin1String(name));
  return made;
}

QLabel* text_label(const char* name) {
  auto* label = new QLabel;
  label->setObjectName(QLatin1String(name));
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  return label;
}

}  // namespace

BatchDialog::BatchDialog(Inference& inference, FileChooser& chooser, AskOptions ask_options, QWidget* parent)
    : QDialog(parent),
      inference_(inference),
      chooser_(chooser),
      ask_options_(std::move(ask_options)),
      controller_(inference),
      setup_(new BatchSetup(chooser)),
      table_(new QTableView),
      timeline_(new AnswerTimeline),
      details_(text_label("batch_details")),
      note_(text_label("batch_note")),
      progress_label_(new QLabel),
      progress_bar_(new QProgressBar),
      start_(dialog_button("batch_start")),
      stop_(dialog_button("batch_stop")),
      leave_out_(dialog_button("batch_leave_out")),
      export_(dialog_button("batch_export")) {
  setObjectName(QStringLiteral("batch_dialog"));
  setAcceptDrops(true);
  make_layout();
  connect_controller();
  connect(setup_, &BatchSetup::changed, this, [this] {
    outcome_ = {};
    update_state();
  });
  connect(setup_, &BatchSetup::failed, this, &BatchDialog::fail);
  connect(start_, &QPushButton::clicked, this, &BatchDialog::start);
  connect(stop_, &QPushButton::clicked, &controller_, &BatchController::stop);
  connect(leave_out_, &QPushButton::clicked, this, &BatchDialog::leave_out_selected);
  connect(export_, &QPushButton::clicked, this, &BatchDialog::export_results);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &BatchDialog::update_leave_out);
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &BatchDialog::show_details);
  // A batch that is gone on with fills thousands of cells at once, and an answer comes token by token.
  constexpr int kRefresh_ms = 50;
  refresh_.setSingleShot(true);
  refresh_.setInterval(kRefresh_ms);
  connect(&grid_, &QAbstractItemModel::dataChanged, this, [this] {
    if (!refresh_.isActive()) refresh_.start();
  });
  connect(&refresh_, &QTimer::timeout, this, [this] {
    show_details();
    update_leave_out();
  });
  connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
    emit video_requested(from_path(grid_.video_at(index)), grid_.start_s_at(index), grid_.range_at(index));
    hide();  // it lies over the film
  });
  connect(timeline_, &AnswerTimeline::row_chosen, this,
          [this](int row) { table_->setCurrentIndex(grid_.index(row, table_->currentIndex().column())); });
  translate(this, [this] { show_texts(); });
  update_state();
}

void BatchDialog::make_layout() {
  table_->setObjectName(QStringLiteral("batch_table"));
  table_->setModel(&grid_);
  table_->setTabKeyNavigation(false);
  table_->setWordWrap(false);
  table_->setAlternatingRowColors(true);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->horizontalHeader()->setDefaultSectionSize(190);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->horizontalHeader()->setTextElideMode(Qt::ElideRight);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().lineSpacing() + 8);

  details_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  details_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  // Room for an answer of one line, so that the grid does not jump.
  details_->setMinimumHeight(2 * fontMetrics().lineSpacing());
  note_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  progress_bar_->setTextVisible(false);
  progress_bar_->setFixedHeight(6);

  auto* answers = new QWidget;
  auto* below = new QVBoxLayout(answers);
  below->setContentsMargins(0, 0, 0, 0);
  below->addWidget(table_, 1);
  below->addWidget(timeline_);
  below->addWidget(details_);
  auto* splitter = new QSplitter(Qt::Vertical);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(setup_);
  splitter->addWidget(answers);
  splitter->setStretchFactor(0, 2);
  splitter->setStretchFactor(1, 3);

  auto* buttons = new QDialogButtonBox;
  // Not the accepting role, whose button Enter would press in every field: what it starts may take hours.
  buttons->addButton(start_, QDialogButtonBox::ActionRole);
  buttons->addButton(stop_, QDialogButtonBox::ActionRole);
  buttons->addButton(leave_out_, QDialogButtonBox::ActionRole);
  buttons->addButton(export_, QDialogButtonBox::ActionRole);
  close_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
  close_->setObjectName(QStringLiteral("batch_close"));
  for (QPushButton* one : {start_, stop_, leave_out_, export_, close_}) one->setAutoDefault(false);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::hide);

  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(8);
  layout->addWidget(splitter, 1);
  layout->addWidget(note_);
  layout->addWidget(progress_label_);
  layout->addWidget(progress_bar_);
  layout->addWidget(buttons);
  resize(900, 700);
}

void BatchDialog::connect_controller() {
  connect(&controller_, &BatchController::planned, this, [this](const batch::BatchPlan& plan) {
    grid_.set_plan(plan);
    table_->setColumnWidth(0, 170);
    table_->setColumnWidth(1, 150);
    table_->setCurrentIndex(grid_.index(0, BatchGrid::kFixedColumns));
  });
  connect(&controller_, &BatchController::windows_known, &grid_, &BatchGrid::set_windows);
  connect(&controller_, &BatchController::cell_changed, &grid_, &BatchGrid::set_cell);
  connect(&controller_, &BatchController::text_streamed, &grid_, &BatchGrid::append_text);
  connect(&controller_, &BatchController::counted, this, &BatchDialog::show_count);
  connect(&controller_, &BatchController::finished, this, [this] { finish([this] { return summary(); }); });
  connect(&controller_, &BatchController::failed, this, [this](const Failure& failure) {
    grid_.set_stopped();
    if (failure.stopped())
      finish([] { return tr("Stopped. What is answered is in the file; Start goes on from there."); });
    else
      fail(failure);
  });
}

void BatchDialog::show_texts() {
  setWindowTitle(tr("Batch"));
  table_->setAccessibleName(tr("Answers"));
  table_->setToolTip(tr("Enter or a double click opens the video there"));
  // The button in the table's corner is the table's own.
  for (auto* corner : table_->findChildren<QAbstractButton*>()) corner->setAccessibleName(tr("Select all"));
  timeline_->setAccessibleName(tr("Answers along the video"));
  details_->setAccessibleName(tr("Answer"));
  note_->setAccessibleName(tr("Note"));
  progress_label_->setAccessibleName(tr("Progress"));
  progress_bar_->setAccessibleName(tr("Progress"));
  start_->setText(tr("&Start"));
  start_->setAccessibleName(tr("Start"));
  stop_->setText(tr("Sto&p"));
  stop_->setAccessibleName(tr("Stop"));
  stop_->setToolTip(tr("Stop the batch; what is answered stays in the results file"));
  leave_out_->setText(tr("Leave o&ut"));
  leave_out_->setAccessibleName(tr("Leave out"));
  leave_out_->setToolTip(tr("Do not ask the selected questions, and stop the one that is being asked"));
  export_->setText(tr("&Export…"));
  export_->setAccessibleName(tr("Export"));
  export_->setToolTip(tr("Write the answers as a CSV table or as JSON lines"));
  close_->setText(tr("&Close"));
  close_->setAccessibleName(tr("Close"));
  close_->setToolTip(tr("Hide this window; a running batch goes on"));
  grid_.retranslate();
  show_count(count_);
  update_state();
}

void BatchDialog::showEvent(QShowEvent* event) {
  QDialog::showEvent(event);
  setup_->focus_first();
  update_state();
}

void BatchDialog::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() && !running()) event->acceptProposedAction();
}

void BatchDialog::dropEvent(QDropEvent* event) {
  QStringList files;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  event->acceptProposedAction();
  setup_->add_videos(files);
}

void BatchDialog::start() {
  if (running() || !start_->isEnabled()) return;
  setup_->store();
  BatchRequest request = setup_->request();
  request.plan.options.ask = ask_options_();
  request.plan.options.ask.attention = {};
  outcome_ = {};
  count_ = {};
  controller_.start(request);
  show_count(count_);
  update_state();
}

void BatchDialog::leave_out_selected() {
  for (const QModelIndex& index : table_->selectionModel()->selectedIndexes()) {
    if (!grid_.is_cell(index)) continue;
    const BatchCellState state = grid_.state_at(index);
    if (state == BatchCellState::Waiting || state == BatchCellState::Asking)
      controller_.leave_out(grid_.cell_at(index));
    if (state == BatchCellState::Waiting) grid_.set_cell(grid_.cell_at(index), BatchCellState::LeftOut, {});
  }
  update_leave_out();
}

void BatchDialog::export_results() {
  const std::filesystem::path results = to_path(setup_->results());
  std::filesystem::path proposed = results;
  proposed.replace_extension(".csv");
  chooser_.save_table(this, from_path(proposed), [this, results](const QString& name) {
    const std::filesystem::path file = to_path(name);
    std::error_code error;
    if (std::filesystem::equivalent(file, results, error)) {
      finish([] { return tr("That is the results file itself; choose another name."); });
      return;
    }
    const bool lines = QFileInfo(name).suffix().compare(QLatin1String("jsonl"), Qt::CaseInsensitive) == 0;
    inference_.run_job(
        this,
        [results, file, lines](const Inference::Loaded&, base::Progress&, const std::stop_token& stop) {
          lines ? batch::write_jsonl(results, file, stop) : batch::write_csv(results, file, stop);
        },
        [this, file] { finish([file] { return tr("Written: %1").arg(from_path(file.filename())); }); },
        [this](const Failure& failure) {
          if (failure.stopped())
            finish([] { return tr("Stopped."); });
          else
            fail(failure);
        });
  });
}

void BatchDialog::finish(Outcome outcome) {
  outcome_ = std::move(outcome);
  update_state();
}

void BatchDialog::fail(const Failure& failure) {
  finish([failure] { return explained(failure.code, failure.message); });
}

QString BatchDialog::summary() const {
  QStringList parts{tr("%n answer(s) written", nullptr, static_cast<int>(count_.answered))};
  if (count_.kept > 0) parts << tr("%n there already", nullptr, static_cast<int>(count_.kept));
  if (count_.failed > 0) parts << tr("%n failed", nullptr, static_cast<int>(count_.failed));
  if (count_.skipped > 0) parts << tr("%n left out", nullptr, static_cast<int>(count_.skipped));
  return tr("Finished: %1.").arg(QLocale().createSeparatedList(parts));
}

void BatchDialog::show_count(const batch::BatchCount& count) {
  count_ = count;
  progress_label_->setText(count.cells == 0 ? tr("Looking at the videos…")
                                            : tr("%1 of %2 done").arg(count.done()).arg(count.cells));
  progress_bar_->setRange(0, count.cells == 0 ? 0 : 1000);
  if (count.cells > 0) progress_bar_->setValue(static_cast<int>(count.done() * 1000 / count.cells));
}

void BatchDialog::show_details() {
  const QModelIndex current = table_->currentIndex();
  details_->setText(grid_.details_at(current));
  show_timeline(current);
}

void BatchDialog::show_timeline(const QModelIndex& current) {
  std::vector<AnswerBlock> blocks;
  if (grid_.is_cell(current)) blocks = grid_.blocks_along(current);
  // A video as a whole has no course of answers.
  if (blocks.size() < 2) blocks.clear();
  timeline_->set_blocks(std::move(blocks), current.row());
}

void BatchDialog::update_leave_out() {
  const QModelIndexList selected = table_->selectionModel()->selectedIndexes();
  const auto open = [this](const QModelIndex& one) {
    return grid_.is_cell(one) &&
           (grid_.state_at(one) == BatchCellState::Waiting || grid_.state_at(one) == BatchCellState::Asking);
  };
  leave_out_->setEnabled(running() && std::any_of(selected.begin(), selected.end(), open));
}

void BatchDialog::update_state() {
  const QString problem =
      !inference_.model_expected() ? tr("Choose a checkpoint folder first.") : setup_->problem();
  setup_->setEnabled(!running());
  start_->setEnabled(problem.isEmpty() && !running());
  start_->setToolTip(problem.isEmpty() ? tr("Ask every question about every video") : problem);
  stop_->setEnabled(running());
  update_leave_out();
  const bool results_there = QFileInfo(setup_->results()).isFile();
  export_->setEnabled(!running() && results_there);
  progress_label_->setVisible(running());
  progress_bar_->setVisible(running());
  note_->setVisible(!running());
  if (outcome_)
    note_->setText(outcome_());
  else if (!problem.isEmpty())
    note_->setText(problem);
  else
    note_->setText(results_there ? tr("The results file is there already: Start goes on with it.")
                                 : tr("Temperature, length and seed are those of the conversation."));
}

}  // namespace vp::ui
