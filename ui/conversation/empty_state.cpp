#include "ui/conversation/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/look/icons.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {
constexpr int kExamples = 3;
}

EmptyState::EmptyState(QWidget* parent)
    : QScrollArea(parent),
      title_(new QLabel),
      hint_(new QLabel),
      notice_(new QLabel),
      choose_(new QPushButton(icon(Glyph::Model), QString())),
      use_builtin_(new QPushButton) {
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.3);
  large.setBold(true);
  title_->setFont(large);
  title_->setObjectName(QStringLiteral("empty_title"));
  hint_->setObjectName(QStringLiteral("empty_hint"));
  notice_->setObjectName(QStringLiteral("empty_notice"));
  for (QLabel* label : {title_, hint_, notice_}) {
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
  }
  choose_->setObjectName(QStringLiteral("empty_choose"));
  connect(choose_, &QPushButton::clicked, this, &EmptyState::choose_model_requested);
  use_builtin_->setObjectName(QStringLiteral("empty_builtin"));
  connect(use_builtin_, &QPushButton::clicked, this, &EmptyState::builtin_model_requested);

  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 12, 0, 12);
  layout->setSpacing(10);
  layout->addStretch(2);
  layout->addWidget(title_);
  layout->addWidget(hint_);
  layout->addWidget(notice_);
  layout->addSpacing(4);
  for (QPushButton* button : {choose_, use_builtin_}) layout->addWidget(button, 0, Qt::AlignHCenter);
  for (int i = 0; i < kExamples; ++i) {
    auto* example = new QPushButton;
    example->setObjectName(QStringLiteral("example_question"));
    connect(example, &QPushButton::clicked, this, [this, example] { emit example_chosen(example->text()); });
    layout->addWidget(example, 0, Qt::AlignHCenter);
    examples_.append(example);
  }
  layout->addStretch(3);
  setWidget(page);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  translate(this, [this] {
    setAccessibleName(tr("First steps"));
    show_state();
  });
}

void EmptyState::set_readiness(Readiness readiness, const QString& model_name) {
  readiness_ = readiness;
  model_name_ = model_name;
  show_state();
}

void EmptyState::set_first_start(const FirstStart& first_start) {
  first_start_ = first_start;
  show_state();
}

void EmptyState::set_builtin_model(bool builtin) {
  builtin_ = builtin;
  show_state();
}

void EmptyState::set_drawn(std::optional<bool> drawn) {
  drawn_ = drawn;
  show_state();
}

void EmptyState::show_state() {
  const bool no_model = readiness_ == Readiness::NoModel || readiness_ == Readiness::NeitherVideoNorModel;
  const bool not_its_world = readiness_ == Readiness::Ready && builtin_ && drawn_ == false;
  choose_->setVisible(no_model || not_its_world);
  use_builtin_->setVisible(no_model && first_start_.builtin_model);
  choose_->setText(tr("Choose checkpoint folder…"));
  choose_->setToolTip(tr("Choose the folder of a Video-Panda checkpoint (Ctrl+Shift+O)"));
  use_builtin_->setText(tr("Use the built-in model"));
  use_builtin_->setToolTip(tr("Go back to the model that comes with the program"));
  for (QPushButton* button : {choose_, use_builtin_}) button->setAccessibleName(button->text());
  show_hint();
  show_examples();
}

void EmptyState::show_hint() {
  QString notice;
  if (builtin_ && readiness_ == Readiness::Ready && drawn_ == false) {
    notice = tr(
        "This film does not look drawn. The built-in model knows drawn shapes only: whatever it answers here "
        "is a guess. For real videos choose a released checkpoint.");
  } else if (builtin_) {
    notice =
        tr("The built-in model knows drawn shapes only: it answers short questions in English about the "
           "colour, number, size, place and movement of shapes in drawn clips, and at times errs. It knows "
           "nothing of the real world; for real videos choose a released checkpoint.");
  } else if (!first_start_.builtin_model && readiness_ == Readiness::NeitherVideoNorModel) {
    notice = tr("This installation comes without a model of its own.");
  }
  notice_->setText(notice);
  notice_->setVisible(!notice.isEmpty());
  switch (readiness_) {
    case Readiness::NeitherVideoNorModel:
    case Readiness::NoModel:
      title_->setText(tr("No model yet"));
      hint_->setText(
          tr("The video can be watched without one. Answers and attention maps come from a "
             "Video-Panda checkpoint: choose the folder with its config.json, tokenizer and "
             "weights."));
      return;
    case Readiness::LoadingModel:
      title_->setText(tr("Loading %1").arg(model_name_));
      hint_->setText(
          tr("The video can be watched meanwhile; a question can be written and waits for the model."));
      return;
    case Readiness::NoVideo:
      title_->clear();  // the player says how to get one
      hint_->clear();
      return;
    case Readiness::Ready:
      title_->setText(tr("Ask about this video"));
      hint_->setText(
          tr("Write a question below and press Enter. Follow-up questions know what was said before."));
      return;
  }
}

void EmptyState::show_examples() {
  // The built-in model was trained with these very words, only in English; they fit the sample clip.
  const QStringList questions =
      builtin_ ? QStringList{QStringLiteral("Is there a blue square?"),
                             QStringLiteral("What color is the square?"),
                             QStringLiteral("Which way does the circle move?")}
               : QStringList{tr("What is happening in the video?"), tr("Who or what can be seen?"),
                             tr("How does the scene change?")};
  for (qsizetype i = 0; i < examples_.size(); ++i) {
    examples_[i]->setText(questions[i]);
    examples_[i]->setAccessibleName(questions[i]);
    examples_[i]->setToolTip(tr("Put this question into the field"));
    examples_[i]->setVisible(readiness_ == Readiness::Ready && (!builtin_ || drawn_ == true));
  }
}

}  // namespace vp::ui
