#include "ui/session/lost_answers.h"

#include <QCoreApplication>
#include <utility>

#include "ui/look/loss_question.h"
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
  ask_before_loss(
      {.object_name = QStringLiteral("answers_are_lost"),
       .title = LossTexts::tr("Answers that are not kept"),
       .text = LossTexts::tr(
           "Nothing can be stored, so the questions and answers on the screen are nowhere else. Save or "
           "export them first, or they are lost."),
       .go_on = LossTexts::tr("Lose them")},
      window, std::move(go));
}

}  // namespace vp::ui
