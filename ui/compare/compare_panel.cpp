#include "ui/compare/compare_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "jobs/question_to_examine.h"
#include "ui/compare/check_view.h"
#include "ui/compare/comparison_view.h"
#include "ui/compare/examination_saver.h"
#include "ui/compare/hidden_in_picture.h"
#include "ui/conversation/progress_row.h"
#include "ui/look/flow_layout.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"
#include "ui/session/session.h"

namespace vp::ui {

ComparePanel::ComparePanel(FileChooser& chooser, QWidget* parent)
    : QWidget(parent),
      question_(new QLineEdit),
      tabs_(new QTabBar),
      pages_(new QStackedWidget),
      scroll_(new QScrollArea),
      run_(new QPushButton),
      export_(new QPushButton),
      comparison_(new ComparisonView),
      check_(new CheckView),
      hidden_(new HiddenInPicture(this)),
      saver_(new ExaminationSaver(chooser, this)),
      message_(new QLabel),
      show_folder_(new QPushButton),
      progress_row_(new QWidget),
      progress_label_(new QLabel),
      progress_bar_(new QProgressBar),
      stop_(new QPushButton(icon(Glyph::Stop), QString())),
      compare_action_(new QAction(this)),
      check_action_(new QAction(this)) {
  setObjectName(QStringLiteral("compare_panel"));
  question_->setObjectName(QStringLiteral("compare_question"));
  auto* label = new QLabel;
  label->setBuddy(question_);
  tabs_->setObjectName(QStringLiteral("compare_tabs"));
  tabs_->setDrawBase(false);
  for (QWidget* page : {make_compare_page(), static_cast<QWidget*>(check_)}) {
    tabs_->addTab(QString());
    pages_->addWidget(page);
  }
  connect(tabs_, &QTabBar::currentChanged, this, &ComparePanel::show_page);
  auto* top = new QHBoxLayout;
  top->addWidget(tabs_);
  top->addSpacing(12);
  top->addWidget(label);
  top->addWidget(question_, 1);

  message_->setObjectName(QStringLiteral("compare_message"));
  message_->setTextFormat(Qt::PlainText);
  message_->setWordWrap(true);
  show_folder_->setObjectName(QStringLiteral("compare_show_folder"));
  connect(show_folder_, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(saved_).absolutePath())); });
  progress_label_->setObjectName(QStringLiteral("compare_progress"));
  progress_label_->setMinimumWidth(1);
  progress_bar_->setTextVisible(false);
  progress_bar_->setFixedHeight(6);
  progress_bar_->setMaximumWidth(240);
  stop_->setObjectName(QStringLiteral("compare_stop"));
  connect(stop_, &QPushButton::clicked, this, [this] { inference_->stop(); });
  auto* progress = new QHBoxLayout(progress_row_);
  progress->setContentsMargins(0, 0, 0, 0);
  progress->addWidget(progress_label_, 1);
  progress->addWidget(progress_bar_);
  progress->addWidget(stop_);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 6, 12, 6);
  layout->setSpacing(6);
  layout->addLayout(top);
  // On a low screen the page scrolls instead of making the window taller than it.
  scroll_->setObjectName(QStringLiteral("compare_scroll"));
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->setWidgetResizable(true);
  scroll_->setWidget(pages_);
  show_page(0);
  layout->addWidget(scroll_, 1);
  auto* message = new QHBoxLayout;
  message->addWidget(message_, 1);
  message->addWidget(show_folder_);
  layout->addLayout(message);
  layout->addWidget(progress_row_);

  compare_action_->setObjectName(QStringLiteral("compare_interventions"));
  compare_action_->setShortcut(Qt::CTRL | Qt::Key_T);
  check_action_->setObjectName(QStringLiteral("check_map_action"));
  check_action_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_T);
  connect(compare_action_, &QAction::triggered, this, [this] {
    if (comes_to_front(0)) compare();
  });
  connect(check_action_, &QAction::triggered, this, [this] {
    if (comes_to_front(1)) check();
  });
  connect(run_, &QPushButton::clicked, this, &ComparePanel::compare);
  connect(check_, &CheckView::run_requested, this, &ComparePanel::check);
  connect(export_, &QPushButton::clicked, this, &ComparePanel::export_comparison);
  connect(check_, &CheckView::export_requested, this, &ComparePanel::export_check);
  connect(check_, &CheckView::share_chosen, hidden_, &HiddenInPicture::choose_share);
  connect(check_, &CheckView::looked_at, hidden_, &HiddenInPicture::set_looked_at);
  connect(hidden_, &HiddenInPicture::changed, this, &ComparePanel::hidden_changed);
  connect(saver_, &ExaminationSaver::saved, this, [this](const QString& file) {
    saved_ = file;
    show_message(tr("Written: %1").arg(QFileInfo(file).fileName()));
    show_folder_->show();
  });
  connect(saver_, &ExaminationSaver::failed, this,
          [this](const Failure& failure) { show_message(explained(failure.code, failure.message)); });
  connect(question_, &QLineEdit::textChanged, this, &ComparePanel::update_state);
  connect(question_, &QLineEdit::returnPressed, this,
          [this] { tabs_->currentIndex() == 0 ? compare() : check(); });
  clear();
  translate(this, [this, label] { show_texts(*label); });
}

bool ComparePanel::comes_to_front(int page) {
  const bool seen = isVisible();
  if (!seen) tabs_->setCurrentIndex(page);
  emit shown_by_menu();
  return seen;
}

void ComparePanel::show_texts(QLabel& question_label) {
  question_->setAccessibleName(tr("Question to look into"));
  question_->setPlaceholderText(tr("A question about the video"));
  question_->setToolTip(
      tr("A question of the conversation is looked into where it stands there, with the answer it got;\n"
         "any other question is asked by itself."));
  question_label.setText(tr("&Question:"));
  tabs_->setAccessibleName(tr("Compare or check"));
  tabs_->setTabText(0, tr("Interventions"));
  tabs_->setTabText(1, tr("Occlusion check"));
  message_->setAccessibleName(tr("Message"));
  progress_label_->setAccessibleName(tr("Progress"));
  progress_bar_->setAccessibleName(tr("Progress"));
  stop_->setText(tr("Stop"));
  stop_->setAccessibleName(tr("Stop comparing"));
  stop_->setToolTip(tr("Stop what is running (Esc)"));
  compare_action_->setText(tr("&Compare interventions"));
  compare_action_->setToolTip(tr("Ask the same with parts of the model switched off; opens the panel first"));
  check_action_->setText(tr("C&heck the map"));
  check_action_->setToolTip(
      tr("Hide the most attended patches, and as many random ones; opens the panel first"));
  run_->setText(tr("Compare"));
  run_->setAccessibleName(tr("Compare interventions"));
  run_->setToolTip(tr("Encode and ask again under each that is checked"));
  export_->setText(tr("Export…"));
  export_->setAccessibleName(tr("Export the comparison"));
  export_->setToolTip(tr("Write the result as a page, Markdown, JSON or CSV"));
  show_folder_->setText(tr("Show in folder"));
  show_folder_->setAccessibleName(tr("Show in folder"));
  show_folder_->setToolTip(tr("Open the folder that the file was written into"));
  hidden_->update();
}

QWidget* ComparePanel::make_compare_page() {
  auto* page = new QWidget;
  auto* notice = new QLabel;
  notice->setObjectName(QStringLiteral("intervention_notice"));
  translate(notice, [notice] {
    notice->setText(tr("Interventions, not the paper's ablation"));
    notice->setToolTip(
        tr("Interventions while the model answers: what does it lean on? They are not the paper's ablation, "
           "for which a model is trained again without a part."));
    notice->setAccessibleName(tr("What this is"));
    notice->setAccessibleDescription(notice->toolTip());
  });
  auto* row = new QWidget;
  auto* flow = new FlowLayout(12, 4, row);
  flow->setContentsMargins(0, 0, 0, 0);
  add_choice("fsra", QT_TR_NOOP("FSRA off"), QT_TR_NOOP("The context token holds GSTRA's result only"), true);
  add_choice("gstra", QT_TR_NOOP("GSTRA off"), QT_TR_NOOP("The context token holds FSRA's result only"),
             true);
  add_choice("lste", QT_TR_NOOP("LSTE off"),
             QT_TR_NOOP("Patches know nothing of their neighbours in space and time"), true);
  add_choice("row", QT_TR_NOOP("Row token off"), QT_TR_NOOP("No token marks the end of a row"), true);
  add_choice("lsd", QT_TR_NOOP("LSD averaged"), QT_TR_NOOP("Each window becomes its mean"), false);
  add_choice("reversed", QT_TR_NOOP("Frames reversed"), QT_TR_NOOP("The model gets the last frame first"),
             false);
  add_choice("shuffled", QT_TR_NOOP("Frames shuffled"),
             QT_TR_NOOP("The model gets the frames in a random order"), false);
  for (const auto& choice : choices_) flow->addWidget(choice.second);
  run_->setObjectName(QStringLiteral("run_compare"));
  flow->addWidget(run_);
  export_->setObjectName(QStringLiteral("export_comparison"));
  flow->addWidget(export_);
  flow->addWidget(notice);

  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 6, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(row);
  layout->addWidget(comparison_, 1);
  return page;
}

void ComparePanel::add_choice(const char* name, const char* label, const char* tool_tip, bool checked) {
  auto* box = new QCheckBox;
  box->setObjectName(QStringLiteral("without_") + QLatin1String(name));
  translate(box, [box, label, tool_tip] {
    box->setText(tr(label));
    box->setAccessibleName(tr(label));
    box->setToolTip(tr(tool_tip));
  });
  box->setChecked(checked);
  connect(box, &QCheckBox::toggled, this, &ComparePanel::update_state);
  choices_.append({name, box});
}

void ComparePanel::show_session(const Session& session, Inference& inference,
                                std::function<engine::AskOptions()> options) {
  inference_ = &inference;
  options_ = std::move(options);
  connect(&session, &Session::opening, this, &ComparePanel::clear);
  connect(&session, &Session::not_opened, this, &ComparePanel::clear);
  connect(&session, &Session::cleared, this, &ComparePanel::clear);
  connect(&session, &Session::frames_changed, this, &ComparePanel::forget_results);
  connect(&session, &Session::model_changed, this, [this](const engine::ModelFactsPtr& model) {
    if (!model) return;
    set_interventions(jobs::chosen_interventions({}, model->config));
    set_checkable(model->config.system == checkpoint::System::VideoPanda);
  });
  connect(&session, &Session::turn_finished, this,
          [this](const engine::Turn& turn) { set_question(to_qstring(turn.question)); });
  connect(&session, &Session::state_changed, this,
          [this, &session] { set_ready(session.film() && session.model()); });
  connect(&inference, &Inference::progressed, this, &ComparePanel::set_progress);
  connect(&inference, &Inference::unchanged_scored, comparison_, &ComparisonView::set_unchanged);
  connect(&inference, &Inference::intervention_finished, comparison_, &ComparisonView::add_result);
  connect(comparison_, &ComparisonView::height_changed, this, &ComparePanel::make_room);
  connect(&inference, &Inference::comparison_finished, this, [this](const EncodedVideoPtr& video) {
    video_ = video;
    end({});
  });
  connect(&inference, &Inference::check_finished, this, &ComparePanel::finish_check);
  connect(&inference, &Inference::failed, this, [this](Inference::Task task, const Failure& failure) {
    if (task == Inference::Task::Compare || task == Inference::Task::Check)
      fail(failure.stopped() ? QString() : explained(failure.code, failure.message));
  });
}

void ComparePanel::set_interventions(const std::vector<engine::Intervention>& interventions) {
  for (const auto& [name, box] : choices_) {
    const std::string wanted = name.toStdString();
    box->setVisible(std::any_of(
        interventions.begin(), interventions.end(),
        [&](const engine::Intervention& intervention) { return engine::name_of(intervention) == wanted; }));
  }
  update_state();
}

void ComparePanel::set_checkable(bool checkable) {
  constexpr int kCheckPage = 1;
  if (!checkable && tabs_->currentIndex() == kCheckPage) tabs_->setCurrentIndex(0);
  tabs_->setTabVisible(kCheckPage, checkable);
  check_action_->setVisible(checkable);
}

void ComparePanel::fill_menu(QMenu& menu) {
  menu.addAction(compare_action_);
  menu.addAction(check_action_);
}

std::vector<engine::Intervention> ComparePanel::chosen() const {
  std::vector<engine::Intervention> interventions;
  for (const auto& [name, box] : choices_) {
    if (box->isChecked() && !box->isHidden())
      interventions.push_back(engine::intervention_of(name.toStdString()).value());
  }
  return interventions;
}

void ComparePanel::compare() {
  if (!run_->isEnabled()) return;
  tabs_->setCurrentIndex(0);
  comparison_->clear();
  video_.reset();
  compared_ = question_->text();
  start(tr("Comparing"));
  inference_->compare(question_->text(), chosen(), options_());
}

void ComparePanel::check() {
  if (!check_action_->isEnabled()) return;
  tabs_->setCurrentIndex(1);
  check_->clear();
  hidden_->clear();
  checked_.reset();
  start(tr("Checking"));
  inference_->check(question_->text(), check_->options(), options_());
}

void ComparePanel::start(const QString& what) {
  running_ = what;
  show_message({});
  progress_label_->setText(tr("%1…").arg(what));
  progress_bar_->setRange(0, 0);
  update_state();
}

void ComparePanel::end(const QString& message) {
  running_.clear();
  show_message(message);
  update_state();
}

void ComparePanel::show_message(const QString& message) {
  message_->setText(message);
  message_->setVisible(!message.isEmpty());
  show_folder_->hide();
}

void ComparePanel::show_page(int page) {
  // One that is not seen takes no room.
  for (int i = 0; i < pages_->count(); ++i)
    pages_->widget(i)->setSizePolicy(QSizePolicy::Preferred,
                                     i == page ? QSizePolicy::Preferred : QSizePolicy::Ignored);
  pages_->setCurrentIndex(page);
  make_room();
}

void ComparePanel::make_room() {
  constexpr int kLeastHeight = 150, kMostHeight = 280;
  // The choices take as many lines as the width makes necessary.
  const int needed =
      pages_->currentWidget()->layout()->totalMinimumHeightForWidth(scroll_->viewport()->width());
  scroll_->setMinimumHeight(std::clamp(needed, kLeastHeight, kMostHeight));
}

void ComparePanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  make_room();
}

void ComparePanel::set_position(qint64 frame, double time_s) {
  hidden_->set_position(frame, time_s);
}

void ComparePanel::export_comparison() {
  if (video_)
    saver_->save(video_, comparison_->result(compared_.toStdString()), QStringLiteral("comparison"));
}

void ComparePanel::export_check() {
  if (checked_ && check_->result()) saver_->save(checked_, *check_->result(), QStringLiteral("check"));
}

void ComparePanel::update_state() {
  const bool idle = ready_ && running_.isEmpty() && !question_->text().trimmed().isEmpty();
  run_->setEnabled(idle && !chosen().empty());
  export_->setEnabled(video_ != nullptr && running_.isEmpty());
  compare_action_->setEnabled(run_->isEnabled());
  check_->set_enabled(idle);
  check_action_->setEnabled(idle && check_action_->isVisible());
  progress_row_->setVisible(!running_.isEmpty());
}

void ComparePanel::set_question(const QString& question) {
  if (question_->text() != asked_ && !question_->text().isEmpty()) return;
  asked_ = question;
  question_->setText(question);
  question_->setCursorPosition(0);
}

void ComparePanel::set_ready(bool ready) {
  ready_ = ready;
  update_state();
}

void ComparePanel::clear() {
  asked_.clear();
  question_->clear();
  forget_results();
}

void ComparePanel::forget_results() {
  comparison_->clear();
  check_->clear();
  hidden_->clear();
  video_.reset();
  checked_.reset();
  end({});
}

void ComparePanel::set_progress(const ProgressState& state) {
  if (running_.isEmpty()) return;
  progress_label_->setText(tr("%1 · %2").arg(running_, describe(state)));
  const bool known = state.total > 0 && state.phase != base::Phase::Generate;
  progress_bar_->setRange(0, known ? 1000 : 0);
  if (known) progress_bar_->setValue(static_cast<int>(1000 * state.done / state.total));
}

void ComparePanel::finish_check(const engine::OcclusionCheck& check, const EncodedVideoPtr& video) {
  checked_ = video;
  check_->set_result(check);
  hidden_->set_result(check, video);
  make_room();
  end({});
}

void ComparePanel::fail(const QString& sentence) {
  end(sentence.isEmpty() ? tr("Stopped.") : sentence);
}

}  // namespace vp::ui
