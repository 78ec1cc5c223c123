#include "ui/conversation/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/look/icons.h"

namespace vp::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel),
      hint_(new QLabel),
      notice_(new QLabel),
      open_(new QPushButton(icon(Glyph::Open), tr("Open video…"))),
      choose_(new QPushButton(icon(Glyph::Model), tr("Choose checkpoint folder…"))) {
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.3);
  large.setBold(true);
  title_->setFont(large);
  title_->setObjectName(QStringLiteral("empty_title"));
  hint_->setObjectName(QStringLiteral("empty_hint"));
  notice_->setObjectName(QStringLiteral("empty_notice"));
  notice_->hide();
  for (QLabel* label : {title_, hint_, notice_}) {
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
  }
  open_->setObjectName(QStringLiteral("empty_open"));
  choose_->setObjectName(QStringLiteral("empty_choose"));
  open_->setToolTip(tr("Choose a video file (Ctrl+O)"));
  choose_->setToolTip(tr("Choose the folder of a Video-Panda checkpoint (Ctrl+Shift+O)"));
  connect(open_, &QPushButton::clicked, this, &EmptyState::open_video_requested);
  connect(choose_, &QPushButton::clicked, this, &EmptyState::choose_model_requested);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 12, 12, 12);
  layout->setSpacing(10);
  layout->addStretch(2);
  layout->addWidget(title_);
  layout->addWidget(hint_);
  layout->addWidget(notice_);
  layout->addSpacing(4);
  layout->addWidget(open_, 0, Qt::AlignHCenter);
  layout->addWidget(choose_, 0, Qt::AlignHCenter);
  for (const QString& question : {tr("What is happening in the video?"), tr("Who or what can be seen?"),
                                  tr("How does the scene change?")}) {
    auto* example = new QPushButton(question);
    example->setObjectName(QStringLiteral("example_question"));
    example->setToolTip(tr("Put this question into the field"));
    connect(example, &QPushButton::clicked, this, [this, question] { emit example_chosen(question); });
    layout->addWidget(example, 0, Qt::AlignHCenter);
    examples_.append(example);
  }
  layout->addStretch(3);
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAccessibleName(button->text());
}

void EmptyState::set_notice(const QString& notice) {
  notice_->setText(notice);
  notice_->setVisible(!notice.isEmpty());
}

void EmptyState::set_readiness(Readiness readiness, const QString& model_name) {
  open_->setVisible(readiness == Readiness::NoVideo || readiness == Readiness::NeitherVideoNorModel);
  choose_->setVisible(readiness == Readiness::NoModel || readiness == Readiness::NeitherVideoNorModel);
  for (QPushButton* example : examples_) example->setVisible(readiness == Readiness::Ready);
  switch (readiness) {
    case Readiness::NeitherVideoNorModel:
      title_->setText(tr("Ask about a video"));
      hint_->setText(
          tr("Open a video to watch it. Answers and attention maps come from a Video-Panda "
             "checkpoint: choose the folder with its config.json, tokenizer and weights."));
      return;
    case Readiness::NoModel:
      title_->setText(tr("No model yet"));
      hint_->setText(
          tr("The video can be watched without one. Answers and attention maps come from a "
             "Video-Panda checkpoint: choose the folder with its config.json, tokenizer and "
             "weights."));
      return;
    case Readiness::LoadingModel:
      title_->setText(tr("Loading %1").arg(model_name));
      hint_->setText(
          tr("The video can be watched meanwhile; a question can be written and waits for the model."));
      return;
    case Readiness::NoVideo:
      title_->setText(tr("Open a video"));
      hint_->setText(tr("Drop a file into the window, or choose one. Any file that FFmpeg reads will do."));
      return;
    case Readiness::Ready:
      title_->setText(tr("Ask about this video"));
      hint_->setText(
          tr("Write a question below and press Enter. Follow-up questions know what was said before."));
      return;
  }
}

}  // namespace vp::ui
