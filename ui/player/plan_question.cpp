#include "ui/player/plan_question.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/look/language.h"

namespace vp::ui {

PlanQuestion::PlanQuestion(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("plan_question"));
  auto* sentence = new QLabel;
  sentence->setObjectName(QStringLiteral("plan_question_text"));
  sentence->setWordWrap(true);
  auto* use = new QPushButton;
  use->setObjectName(QStringLiteral("plan_confirm"));
  auto* keep = new QPushButton;
  keep->setObjectName(QStringLiteral("plan_discard"));
  connect(use, &QPushButton::clicked, this, &PlanQuestion::confirmed);
  connect(keep, &QPushButton::clicked, this, &PlanQuestion::discarded);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 2, 12, 2);
  row->addWidget(sentence, 1);
  row->addWidget(use);
  row->addWidget(keep);
  translate(this, [sentence, use, keep] {
    sentence->setText(
        tr("Other frames are chosen than this conversation is about. Showing them to the model "
           "starts a new conversation; the one on the screen stays in the library."));
    use->setText(tr("Start anew with these frames"));
    use->setAccessibleName(use->text());
    keep->setText(tr("Keep the conversation"));
    keep->setAccessibleName(keep->text());
  });
}

}  // namespace vp::ui
