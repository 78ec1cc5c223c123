#include "ui/session/lost_answers.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>
#include <utility>

#include "ui/session/session.h"

namespace vp::ui {
namespace {

struct LossTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::LostAnswers)
};

}  // namespace

void unless_answers_are_lost(const Session& session, QWidget* window, std::function<void()> go) {
  if (!session.is_only_here()) {
    go();
    return;
  }
  auto* box = new QMessageBox(
      QMessageBox::Warning, LossTexts::tr("Answers that are not kept"),
      LossTexts::tr(
          "Nothing can be stored, so the questions and answers on the screen are nowhere else. Save or "
          "export them first, or they are lost."),
      QMessageBox::Cancel, window);
  box->setObjectName(QStringLiteral("answers_are_lost"));
  box->setTextFormat(Qt::PlainText);
  box->setAttribute(Qt::WA_DeleteOnClose);
  QPushButton* lose = box->addButton(LossTexts::tr("Lose them"), QMessageBox::DestructiveRole);
  lose->setObjectName(QStringLiteral("lose_answers"));
  box->setDefaultButton(QMessageBox::Cancel);
  QObject::connect(lose, &QPushButton::clicked, window, [go = std::move(go)] { go(); });
  box->open();
}

}  // namespace vp::ui
