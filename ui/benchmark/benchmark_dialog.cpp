#include "ui/benchmark/benchmark_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "eval/choice_score.h"
#include "eval/score.h"
#include "ui/file_chooser.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

constexpr int kScoreEvery_ms = 300;

template <typename Widget>
Widget* named(Widget* widget, const char* name) {
  widget->setObjectName(QLatin1String(name));
  return widget;
}

QLabel* text_label(const char* name) {
  auto* label = named(new QLabel, name);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  return label;
}

QString percent(double share) {
  return QLocale().toString(100 * share, 'f', 1);
}

}  // namespace

BenchmarkDialog::BenchmarkDialog(Inference& inference, FileChooser& chooser, QWidget* parent)
    : QDialog(parent),
      inference_(inference),
      chooser_(chooser),
      controller_(inference),
      layout_(named(new QComboBox, "benchmark_layout")),
      folder_(named(new QLineEdit, "benchmark_folder")),
      results_(named(new QLineEdit, "benchmark_results")),
      browse_folder_(named(new QPushButton, "benchmark_browse_folder")),
      browse_results_(named(new QPushButton, "benchmark_browse_results")),
      layout_label_(new QLabel),
      folder_label_(new QLabel),
      results_label_(new QLabel),
      found_(text_label("benchmark_found")),
      wrong_only_(named(new QCheckBox, "benchmark_wrong_only")),
      table_(named(new QTableView, "benchmark_table")),
      details_(text_label("benchmark_details")),
      score_(text_label("benchmark_score")),
      note_(text_label("benchmark_note")),
      progress_(new QProgressBar),
      start_(named(new QPushButton, "benchmark_start")),
      stop_(named(new QPushButton, "benchmark_stop")) {
  setObjectName(QStringLiteral("benchmark_dialog"));
  for (const eval::Layout& layout : eval::layouts())
    layout_->addItem(QString::fromUtf8(layout.title.data(), static_cast<qsizetype>(layout.title.size())),
                     QString::fromUtf8(layout.name.data(), static_cast<qsizetype>(layout.name.size())));
  shown_.setSourceModel(&questions_);
  shown_.setFilterRole(BenchmarkTable::kVerdictRole);
  make_layout();
  connect_controller();
  connect(browse_folder_, &QPushButton::clicked, this, &BenchmarkDialog::choose_folder);
  connect(browse_results_, &QPushButton::clicked, this, &BenchmarkDialog::choose_results);
  connect(layout_, &QComboBox::activated, this, &BenchmarkDialog::look);
  connect(folder_, &QLineEdit::editingFinished, this, &BenchmarkDialog::look);
  connect(results_, &QLineEdit::textChanged, this, &BenchmarkDialog::update_state);
  connect(start_, &QPushButton::clicked, this, &BenchmarkDialog::start);
  connect(stop_, &QPushButton::clicked, &controller_, &BenchmarkController::stop);
  connect(wrong_only_, &QCheckBox::toggled, this, [this](bool only) {
    shown_.setFilterRegularExpression(
        only ? QStringLiteral("^[%1%2]$").arg(BenchmarkTable::kWrong).arg(BenchmarkTable::kFailed)
             : QString());
  });
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          &BenchmarkDialog::show_details);
  connect(table_, &QTableView::activated, this, &BenchmarkDialog::show_film);
  connect(&inference_, &Inference::model_loading, this, &BenchmarkDialog::update_state);
  connect(&inference_, &Inference::model_loaded, this, &BenchmarkDialog::update_state);
  score_timer_.setSingleShot(true);
  score_timer_.setInterval(kScoreEvery_ms);
  connect(&score_timer_, &QTimer::timeout, this, &BenchmarkDialog::show_score);
  translate(this, [this] { show_texts(); });
  update_state();
}

void BenchmarkDialog::make_layout() {
  auto* form = new QGridLayout;
  form->addWidget(layout_label_, 0, 0);
  form->addWidget(layout_, 0, 1, 1, 2);
  form->addWidget(folder_label_, 1, 0);
  form->addWidget(folder_, 1, 1);
  form->addWidget(browse_folder_, 1, 2);
  form->addWidget(results_label_, 2, 0);
  form->addWidget(results_, 2, 1);
  form->addWidget(browse_results_, 2, 2);
  form->setColumnStretch(1, 1);
  layout_label_->setBuddy(layout_);
  folder_label_->setBuddy(folder_);
  results_label_->setBuddy(results_);

  table_->setModel(&shown_);
  table_->setTabKeyNavigation(false);
  table_->setWordWrap(false);
  table_->setAlternatingRowColors(true);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().lineSpacing() + 8);
  table_->setColumnWidth(BenchmarkTable::kVerdict, 110);
  table_->setColumnWidth(BenchmarkTable::kFilm, 130);
  table_->setColumnWidth(BenchmarkTable::kQuestion, 320);
  table_->setColumnWidth(BenchmarkTable::kExpected, 150);
  details_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  details_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  details_->setMinimumHeight(3 * fontMetrics().lineSpacing());
  QFont large = score_->font();
  large.setBold(true);
  score_->setFont(large);
  progress_->setTextVisible(false);
  progress_->setFixedHeight(6);

  auto* buttons = new QDialogButtonBox;
  buttons->addButton(start_, QDialogButtonBox::ActionRole);
  buttons->addButton(stop_, QDialogButtonBox::ActionRole);
  close_ = named(buttons->addButton(QString(), QDialogButtonBox::RejectRole), "benchmark_close");
  for (QPushButton* one : {start_, stop_, close_, browse_folder_, browse_results_})
    one->setAutoDefault(false);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::hide);

  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(8);
  layout->addLayout(form);
  layout->addWidget(found_);
  layout->addWidget(score_);
  layout->addWidget(wrong_only_);
  layout->addWidget(table_, 1);
  layout->addWidget(details_);
  layout->addWidget(note_);
  layout->addWidget(progress_);
  layout->addWidget(buttons);
  resize(900, 700);
}

void BenchmarkDialog::connect_controller() {
  connect(&controller_, &BenchmarkController::read, this, &BenchmarkDialog::show_benchmark);
  connect(&controller_, &BenchmarkController::answered, this, [this](const eval::Prediction& prediction) {
    questions_.set_prediction(prediction);
    if (!score_timer_.isActive()) score_timer_.start();
  });
  connect(&controller_, &BenchmarkController::finished, this, [this] {
    show_score();
    show_details();
    say(questions_.predictions().empty() ? Saying() : [] { return tr("Finished."); });
  });
  connect(&controller_, &BenchmarkController::failed, this, [this](const Failure& failure) {
    show_score();
    if (failure.stopped())
      say([] { return tr("Stopped. What is answered is in the file; Start goes on from there."); });
    else
      say([failure] { return explained(failure.code, failure.message); });
  });
}

void BenchmarkDialog::showEvent(QShowEvent* event) {
  QDialog::showEvent(event);
  update_state();
}

void BenchmarkDialog::show_texts() {
  setWindowTitle(tr("Benchmark"));
  layout_label_->setText(tr("&Benchmark:"));
  layout_->setAccessibleName(tr("Benchmark"));
  folder_label_->setText(tr("&Folder:"));
  folder_->setAccessibleName(tr("Folder"));
  folder_->setToolTip(
      tr("The benchmark's folder, with its annotations and films as its authors publish them"));
  results_label_->setText(tr("&Results:"));
  results_->setAccessibleName(tr("Results"));
  results_->setToolTip(tr("A file that grows a line an answer; what it holds already is not asked again"));
  browse_folder_->setText(tr("&Choose…"));
  browse_folder_->setAccessibleName(tr("Choose the folder"));
  browse_results_->setText(tr("C&hoose…"));
  browse_results_->setAccessibleName(tr("Choose the results file"));
  found_->setAccessibleName(tr("What was found"));
  score_->setAccessibleName(tr("Score"));
  wrong_only_->setText(tr("&Wrong answers only"));
  table_->setAccessibleName(tr("Questions"));
  table_->setToolTip(tr("Enter or a double click opens the video there"));
  for (auto* corner : table_->findChildren<QAbstractButton*>()) corner->setAccessibleName(tr("Select all"));
  details_->setAccessibleName(tr("Question and answer"));
  note_->setAccessibleName(tr("Note"));
  progress_->setAccessibleName(tr("Progress"));
  start_->setText(tr("&Start"));
  start_->setAccessibleName(tr("Start"));
  stop_->setText(tr("Sto&p"));
  stop_->setAccessibleName(tr("Stop"));
  stop_->setToolTip(tr("Stop asking; what is answered stays in the results file"));
  close_->setText(tr("C&lose"));
  close_->setAccessibleName(tr("Close"));
  close_->setToolTip(tr("Hide this window; asking goes on"));
  questions_.retranslate();
  show_score();
  show_details();
  update_state();
}

BenchmarkRequest BenchmarkDialog::request() const {
  return {layout_->currentData().toString().toStdString(), to_path(folder_->text()),
          to_path(results_->text())};
}

void BenchmarkDialog::choose_folder() {
  chooser_.choose_folder(this, folder_->text(), [this](const QString& name) {
    folder_->setText(name);
    look();
  });
}

void BenchmarkDialog::choose_results() {
  chooser_.save_results(this, results_->text(), [this](const QString& name) { results_->setText(name); });
}

void BenchmarkDialog::look() {
  const QString wanted = layout_->currentText() + QLatin1Char('\n') + folder_->text();
  if (running() || folder_->text().isEmpty() || wanted == looked_at_) return;
  looked_at_ = wanted;
  questions_.set_questions({});
  found_text_ = {};
  said_ = {};
  controller_.look(request());
  update_state();
}

void BenchmarkDialog::start() {
  if (running() || !start_->isEnabled()) return;
  said_ = {};
  controller_.start(request());
  update_state();
}

void BenchmarkDialog::show_benchmark(const eval::Benchmark& benchmark) {
  questions_.set_questions(benchmark.questions);
  table_->setCurrentIndex(shown_.index(0, 0));
  QStringList published;
  for (const eval::Split& split : benchmark.layout->splits)
    if (split.published) published << QLocale().toString(static_cast<qlonglong>(split.questions));
  found_text_ = [counts = benchmark.counts, published,
                 questions = static_cast<int>(benchmark.questions.size())] {
    const auto count = [&](eval::FindingKind kind) {
      return static_cast<int>(counts[static_cast<std::size_t>(kind)]);
    };
    QStringList parts{tr("%n question(s)", nullptr, questions) + QLatin1Char(' ') +
                      tr("(published: %1)").arg(published.join(QStringLiteral(", ")))};
    if (const int films = count(eval::FindingKind::MissingFilm))
      parts << tr("%n film(s) missing", nullptr, films);
    if (const int ids = count(eval::FindingKind::DuplicateId)) parts << tr("%n id(s) twice", nullptr, ids);
    if (const int entries = count(eval::FindingKind::Unreadable))
      parts << tr("%n entry(ies) unreadable", nullptr, entries);
    if (count(eval::FindingKind::OtherSplit) > 0)
      parts << tr("not the split that published figures are about");
    return parts.join(QStringLiteral("; "));
  };
  update_state();
}

void BenchmarkDialog::show_score() {
  QElapsedTimer clock;
  clock.start();
  const std::vector<eval::Prediction>& predictions = questions_.predictions();
  if (predictions.empty()) {
    score_->setText(tr("No answers yet"));
    return;
  }
  QString text;
  if (predictions.front().question.is_choice()) {
    const eval::ChoiceScore score = eval::score_choices(predictions).overall;
    text = tr("%1 of %2 right: %3 % (95 %: %4 to %5), by chance %6 %")
               .arg(score.right)
               .arg(score.total)
               .arg(percent(score.share()), percent(score.interval.low), percent(score.interval.high),
                    percent(score.chance()));
    if (score.scored > 0)
      text += QStringLiteral("; ") +
              tr("likeliest option %1 %")
                  .arg(percent(static_cast<double>(score.right_letter) / static_cast<double>(score.scored)));
    if (score.unread > 0)
      text += QStringLiteral("; ") + tr("%n name no option", nullptr, static_cast<int>(score.unread));
  } else {
    const eval::Score score = eval::score(predictions).overall;
    text = tr("%1 of %2 equal: %3 % (95 %: %4 to %5)")
               .arg(score.right)
               .arg(score.total)
               .arg(QLocale().toString(score.percent(), 'f', 1), percent(score.interval.low),
                    percent(score.interval.high));
  }
  score_->setText(text);
  // The window has other things to do.
  score_timer_.setInterval(static_cast<int>(std::max<qint64>(kScoreEvery_ms, 20 * clock.elapsed())));
  update_state();
}

void BenchmarkDialog::show_details() {
  const QModelIndex current = table_->currentIndex();
  details_->setText(current.isValid() ? questions_.details_at(shown_.mapToSource(current).row()) : QString());
}

void BenchmarkDialog::show_film(const QModelIndex& shown) {
  const eval::Question& question = questions_.question_at(shown_.mapToSource(shown).row());
  if (question.film.empty()) return say([] { return tr("The film of this question is missing."); });
  const double start = question.range.start_s ? static_cast<double>(*question.range.start_s) : 0;
  emit video_requested(from_path(question.film), start, question.range);
  hide();  // it lies over the film
}

void BenchmarkDialog::say(Saying saying) {
  said_ = std::move(saying);
  update_state();
}

void BenchmarkDialog::update_state() {
  QString problem;
  if (!inference_.model_expected())
    problem = tr("Choose a checkpoint folder first.");
  else if (folder_->text().isEmpty())
    problem = tr("Choose the benchmark's folder.");
  else if (questions_.rowCount() == 0)
    problem = tr("There are no questions to ask.");
  else if (results_->text().isEmpty())
    problem = tr("Choose a file for the results.");
  for (QWidget* one :
       std::initializer_list<QWidget*>{layout_, folder_, results_, browse_folder_, browse_results_})
    one->setEnabled(!running());
  start_->setEnabled(problem.isEmpty() && !running());
  start_->setToolTip(problem.isEmpty() ? tr("Ask every question") : problem);
  stop_->setEnabled(running());
  found_->setText(found_text_ ? found_text_() : QString());
  found_->setVisible(found_text_ != nullptr);
  note_->setText(said_ ? said_() : problem);
  note_->setVisible(!running() && !note_->text().isEmpty());
  progress_->setVisible(running());
  const int rows = questions_.rowCount();
  progress_->setRange(0, rows);
  progress_->setValue(static_cast<int>(questions_.predictions().size()));
}

}  // namespace vp::ui
