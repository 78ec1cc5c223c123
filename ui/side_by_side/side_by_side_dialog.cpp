#include "ui/side_by_side/side_by_side_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>
#include <utility>

#include "engine/builtin_model.h"
#include "ui/file_chooser.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/session/session.h"
#include "ui/side_by_side/answer_column.h"

namespace vp::ui {
namespace {

constexpr const char* kOtherKey = "side_by_side/model";

}  // namespace

SideBySideDialog::SideBySideDialog(Inference& inference, const Session& session, FileChooser& chooser,
                                   Settings settings, QWidget* parent)
    : QDialog(parent),
      session_(session),
      chooser_(chooser),
      settings_(std::move(settings)),
      models_(inference, this),
      folder_(new QLineEdit(QSettings().value(kOtherKey).toString())),
      question_(new QLineEdit),
      browse_(new QPushButton),
      folder_label_(new QLabel),
      question_label_(new QLabel),
      own_(new AnswerColumn(QStringLiteral("side_own"))),
      other_(new AnswerColumn(QStringLiteral("side_other"))),
      note_(new QLabel),
      progress_(new QProgressBar),
      ask_(new QPushButton),
      stop_(new QPushButton) {
  setObjectName(QStringLiteral("side_by_side_dialog"));
  folder_->setObjectName(QStringLiteral("side_folder"));
  question_->setObjectName(QStringLiteral("side_question"));
  browse_->setObjectName(QStringLiteral("side_browse"));
  note_->setObjectName(QStringLiteral("side_note"));
  ask_->setObjectName(QStringLiteral("side_ask"));
  stop_->setObjectName(QStringLiteral("side_stop"));
  question_->setMaxLength(4000);
  make_layout();
  connect_models();
  connect(browse_, &QPushButton::clicked, this, &SideBySideDialog::choose);
  connect(ask_, &QPushButton::clicked, this, &SideBySideDialog::ask);
  connect(question_, &QLineEdit::returnPressed, this, &SideBySideDialog::ask);
  connect(stop_, &QPushButton::clicked, &models_, &TwoModels::stop);
  for (QLineEdit* field : {folder_, question_})
    connect(field, &QLineEdit::textChanged, this, &SideBySideDialog::update_state);
  connect(folder_, &QLineEdit::textChanged, this, [this] {
    if (!running()) other_->clear();
  });
  connect(&session_, &Session::model_changed, this, &SideBySideDialog::update_state);
  connect(&session_, &Session::opening, this, [this] {
    own_->clear();
    other_->clear();
    update_state();
  });
  connect(&session_, &Session::opened, this, &SideBySideDialog::update_state);
  translate(this, [this] { show_texts(); });
  update_state();
}

void SideBySideDialog::make_layout() {
  auto* form = new QGridLayout;
  form->addWidget(folder_label_, 0, 0);
  form->addWidget(folder_, 0, 1);
  form->addWidget(browse_, 0, 2);
  form->addWidget(question_label_, 1, 0);
  form->addWidget(question_, 1, 1, 1, 2);
  form->setColumnStretch(1, 1);
  folder_label_->setBuddy(folder_);
  question_label_->setBuddy(question_);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(12);
  columns->addWidget(own_, 1);
  columns->addWidget(other_, 1);
  note_->setTextFormat(Qt::PlainText);
  note_->setWordWrap(true);
  progress_->setTextVisible(false);
  progress_->setFixedHeight(6);
  progress_->setRange(0, 0);
  auto* buttons = new QDialogButtonBox;
  buttons->addButton(ask_, QDialogButtonBox::ActionRole);
  buttons->addButton(stop_, QDialogButtonBox::ActionRole);
  close_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
  close_->setObjectName(QStringLiteral("side_close"));
  for (QPushButton* one : {ask_, stop_, close_, browse_}) one->setAutoDefault(false);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::hide);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(8);
  layout->addLayout(form);
  layout->addLayout(columns, 1);
  layout->addWidget(note_);
  layout->addWidget(progress_);
  layout->addWidget(buttons);
  resize(820, 480);
}

void SideBySideDialog::connect_models() {
  connect(&models_, &TwoModels::loading, this,
          [this] { say([] { return tr("Loading the second model…"); }); });
  connect(&models_, &TwoModels::asking, this,
          [this](TwoModels::Side side, const engine::ModelFactsPtr& model) {
            column(side).begin(model, title_of(*model));
            say([model] { return tr("%1 answers…").arg(title_of(*model)); });
          });
  connect(&models_, &TwoModels::text_streamed, this,
          [this](TwoModels::Side side, const QString& piece) { column(side).add_text(piece); });
  connect(&models_, &TwoModels::answered, this,
          [this](TwoModels::Side side, const jobs::AloneAnswer& answer) { column(side).set_answer(answer); });
  connect(&models_, &TwoModels::made_room, this, [this] {
    say([] {
      return tr(
          "Both models do not fit into memory together. The first one makes room, and is loaded again with "
          "the next question.");
    });
  });
  connect(&models_, &TwoModels::finished, this, [this] {
    if (!isVisible()) models_.forget();
    say({});
  });
  connect(&models_, &TwoModels::failed, this, [this](const Failure& failure) {
    if (!isVisible()) models_.forget();
    if (failure.stopped())
      say([] { return tr("Stopped."); });
    else
      say([failure] { return explained(failure.code, failure.message); });
  });
}

QString SideBySideDialog::title_of(const engine::ModelFacts& model) {
  return model.name == engine::kBuiltinModelName ? tr("Built-in model") : to_qstring(model.name);
}

AnswerColumn& SideBySideDialog::column(TwoModels::Side side) {
  return side == TwoModels::Own ? *own_ : *other_;
}

void SideBySideDialog::show_texts() {
  setWindowTitle(tr("Side by side"));
  folder_label_->setText(tr("Second &model:"));
  folder_->setAccessibleName(tr("Second model"));
  folder_->setToolTip(tr("The checkpoint's folder; Video-LLaVA and Video-ChatGPT can be compared with, too"));
  browse_->setText(tr("&Choose…"));
  browse_->setAccessibleName(tr("Choose the second model"));
  question_label_->setText(tr("&Question:"));
  question_->setAccessibleName(tr("Question"));
  question_->setPlaceholderText(tr("Both are asked by themselves, without the conversation before"));
  own_->show_texts();
  other_->show_texts();
  note_->setAccessibleName(tr("Note"));
  progress_->setAccessibleName(tr("Progress"));
  ask_->setText(tr("&Ask both"));
  ask_->setAccessibleName(tr("Ask both"));
  stop_->setText(tr("Sto&p"));
  stop_->setAccessibleName(tr("Stop"));
  close_->setText(tr("C&lose"));
  close_->setAccessibleName(tr("Close"));
  close_->setToolTip(tr("Hide this window and let the second model go"));
  update_state();
}

void SideBySideDialog::showEvent(QShowEvent* event) {
  QDialog::showEvent(event);
  // The last question of the conversation, unless another one was written here.
  const QString last =
      session_.turns().empty() ? QString() : to_qstring(session_.turns().back().turn.question);
  if (question_->text().isEmpty() || question_->text() == offered_) question_->setText(last);
  offered_ = last;
  update_state();
  question_->setFocus();
}

void SideBySideDialog::hideEvent(QHideEvent* event) {
  QDialog::hideEvent(event);
  models_.forget();
}

void SideBySideDialog::choose() {
  chooser_.choose_checkpoint(this, folder_->text(), [this](const QString& name) { folder_->setText(name); });
}

void SideBySideDialog::ask() {
  if (running() || !ask_->isEnabled()) return;
  own_->clear();
  other_->clear();
  TwoModels::Request request;
  request.question = question_->text().trimmed();
  request.ask = settings_.ask();
  request.ask.attention.enabled = false;
  request.other = settings_.load();
  request.other.folder = to_path(folder_->text());
  request.other.encoder.clear();
  request.other.projector.clear();
  QSettings().setValue(kOtherKey, folder_->text());
  models_.start(request);
  say({});
}

void SideBySideDialog::say(Saying saying) {
  said_ = std::move(saying);
  update_state();
}

void SideBySideDialog::update_state() {
  const bool film = session_.film() != nullptr;
  const bool asked = !question_->text().trimmed().isEmpty() && !folder_->text().isEmpty();
  if (!running() && session_.model()) own_->set_title(title_of(*session_.model()));
  if (!running() && other_->text().isEmpty())
    other_->set_title(folder_->text().isEmpty() ? tr("Second model")
                                                : from_path(to_path(folder_->text()).filename()));
  ask_->setEnabled(!running() && film && session_.model_expected() && asked);
  stop_->setEnabled(running());
  folder_->setEnabled(!running());
  browse_->setEnabled(!running());
  question_->setReadOnly(running());
  progress_->setVisible(running());
  QString note = said_ ? said_() : QString();
  if (note.isEmpty() && !running() && !film) note = tr("Open a video first; both models are asked about it.");
  note_->setText(note);
}

}  // namespace vp::ui
