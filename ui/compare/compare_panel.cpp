#include "ui/compare/compare_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "jobs/question_to_examine.h"
#include "ui/compare/check_view.h"
#include "ui/compare/comparison_view.h"
#include "ui/conversation/progress_row.h"
#include "ui/look/flow_layout.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"
#include "ui/session/session.h"

namespace vp::ui {

ComparePanel::ComparePanel(QWidget* parent)
    : QWidget(parent),
      question_(new QLineEdit),
      tabs_(new QTabWidget),
      run_(new QPushButton),
      comparison_(new ComparisonView),
      check_(new CheckView),
      message_(new QLabel),
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
  auto* top = new QHBoxLayout;
  top->addWidget(label);
  top->addWidget(question_, 1);

  tabs_->setObjectName(QStringLiteral("compare_tabs"));
  tabs_->setDocumentMode(true);
  tabs_->addTab(make_compare_page(), QString());
  tabs_->addTab(check_, QString());

  message_->setObjectName(QStringLiteral("compare_message"));
  message_->setTextFormat(Qt::PlainText);
  message_->setWordWrap(true);
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
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidgetResizable(true);
  constexpr int kPageHeight = 150;
  scroll->setMinimumHeight(kPageHeight);
  scroll->setWidget(tabs_);
  layout->addWidget(scroll, 1);
  layout->addWidget(message_);
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
}

QWidget* ComparePanel::make_compare_page() {
  auto* page = new QWidget;
  auto* notice = new QLabel;
  notice->setObjectName(QStringLiteral("intervention_notice"));
  translate(notice, [notice] {
    notice->setText(
        tr("Interventions while the model answers: what does it lean on? They are not the paper's ablation, "
           "for which a model is trained again without a part."));
    notice->setAccessibleName(tr("What this is"));
  });
  notice->setWordWrap(true);
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

  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 6, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(notice);
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
    if (model) set_interventions(jobs::chosen_interventions({}, model->config));
  });
  connect(&session, &Session::turn_finished, this,
          [this](const engine::Turn& turn) { set_question(to_qstring(turn.question)); });
  connect(&session, &Session::state_changed, this,
          [this, &session] { set_ready(session.film() && session.model()); });
  connect(&inference, &Inference::progressed, this, &ComparePanel::set_progress);
  connect(&inference, &Inference::unchanged_scored, comparison_, &ComparisonView::set_unchanged);
  connect(&inference, &Inference::intervention_finished, comparison_, &ComparisonView::add_result);
  connect(&inference, &Inference::comparison_finished, this, [this] { end({}); });
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
  start(tr("Comparing"));
  inference_->compare(question_->text(), chosen(), options_());
}

void ComparePanel::check() {
  if (!check_action_->isEnabled()) return;
  tabs_->setCurrentIndex(1);
  check_->clear();
  start(tr("Checking"));
  inference_->check(question_->text(), check_->options(), options_());
}

void ComparePanel::start(const QString& what) {
  running_ = what;
  message_->hide();
  progress_label_->setText(tr("%1…").arg(what));
  progress_bar_->setRange(0, 0);
  update_state();
}

void ComparePanel::end(const QString& message) {
  running_.clear();
  message_->setText(message);
  message_->setVisible(!message.isEmpty());
  update_state();
}

void ComparePanel::update_state() {
  const bool idle = ready_ && running_.isEmpty() && !question_->text().trimmed().isEmpty();
  run_->setEnabled(idle && !chosen().empty());
  compare_action_->setEnabled(run_->isEnabled());
  check_->set_enabled(idle);
  check_action_->setEnabled(idle);
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
  end({});
}

void ComparePanel::set_progress(const ProgressState& state) {
  if (running_.isEmpty()) return;
  progress_label_->setText(tr("%1 · %2").arg(running_, describe(state)));
  const bool known = state.total > 0 && state.phase != base::Phase::Generate;
  progress_bar_->setRange(0, known ? 1000 : 0);
  if (known) progress_bar_->setValue(static_cast<int>(1000 * state.done / state.total));
}

void ComparePanel::finish_check(const engine::OcclusionCheck& check) {
  check_->set_result(check);
  end({});
}

void ComparePanel::fail(const QString& sentence) {
  end(sentence.isEmpty() ? tr("Stopped.") : sentence);
}

}  // namespace vp::ui
