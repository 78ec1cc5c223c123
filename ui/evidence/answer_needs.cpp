#include "ui/evidence/answer_needs.h"

#include <QAction>
#include <QLocale>
#include <QMenu>
#include <algorithm>

#include "evidence/layer_range.h"
#include "ui/attention/attention_panel.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/conversation/pending_bar.h"
#include "ui/conversation/turn_list.h"
#include "ui/conversation/turn_view.h"
#include "ui/evidence/needs_dialog.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/player/player_panel.h"
#include "ui/session/session.h"

namespace vp::ui {

AttentionCurve needs_curve(const evidence::FrameKnockout& knockout, const QList<SeenFrame>& frames) {
  const std::vector<double> changes = evidence::changes(knockout, knockout.all());
  AttentionCurve curve;
  curve.form = AttentionCurve::Form::Bars;
  curve.name = AnswerNeeds::tr("needs");
  curve.title = AnswerNeeds::tr("What the answer loses without each frame (measured by hiding)");
  for (qsizetype i = 0; i < frames.size() && i < static_cast<qsizetype>(changes.size()); ++i) {
    const double change = changes[static_cast<std::size_t>(i)];
    curve.points.append(
        {frames[i].time_s, 0, std::max(0.0, -change), 0, 0,
         AnswerNeeds::tr("frame %1: %2").arg(frames[i].index).arg(QLocale().toString(change, 'f', 2))});
  }
  return curve;
}

AnswerNeeds::AnswerNeeds(Session& session, Inference& inference, ConversationPanel& conversation,
                         AttentionPanel& attention, PlayerPanel& player, FileChooser& chooser, QMenu& menu)
    : QObject(&conversation),
      session_(session),
      inference_(inference),
      conversation_(conversation),
      player_(player),
      chooser_(chooser),
      action_(new QAction(icon(Glyph::Measure), QString(), this)) {
  action_->setObjectName(QStringLiteral("needs_of_last"));
  action_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_N);
  menu.addAction(action_);
  connect(action_, &QAction::triggered, this, [this] {
    if (!session_.turns().empty()) ask(static_cast<int>(session_.turns().size()) - 1);
  });
  connect(&conversation.turns(), &TurnList::needs_requested, this,
          [this](TurnView* view) { ask(number_of(view)); });
  connect(&session, &Session::measured, this, [this](int turn) {
    conversation_.forecaster().measured(session_.turns()[static_cast<std::size_t>(turn)].turn);
    show(turn);
  });
  for (const auto gone : {&Session::opening, &Session::cleared, &Session::frames_changed})
    connect(&session, gone, this, &AnswerNeeds::forget);
  connect(&session, &Session::truncated, this, &AnswerNeeds::forget);
  connect(&session, &Session::turn_finished, this, &AnswerNeeds::forget);
  connect(&session, &Session::state_changed, this, &AnswerNeeds::update_action);
  connect(&inference, &Inference::busy_changed, this, &AnswerNeeds::update_action);
  connect(&attention, &AttentionPanel::curve_changed, this, [this](const AttentionCurve& curve) {
    other_ = curve;
    shown_.reset();  // the user looks at something else now
    show_curve();
  });
  translate(&conversation, [this] { show_texts(); });
  update_action();
}

void AnswerNeeds::show_texts() {
  action_->setText(tr("W&hat does the last answer need?"));
  action_->setToolTip(tr("Measure how much the answer loses without each frame, or show it (Ctrl+Shift+N)"));
  show_curve();
}

bool AnswerNeeds::measurable() const {
  return session_.film() && session_.model() && !session_.answering() && !session_.turns().empty() &&
         !inference_.busy();
}

void AnswerNeeds::update_action() {
  action_->setEnabled(measurable());
  conversation_.turns().set_measurable(measurable());
  if (table_) table_->set_measurable(measurable());
}

int AnswerNeeds::number_of(const TurnView* view) const {
  return conversation_.turns().answered_count(view);
}

void AnswerNeeds::ask(int turn) {
  if (turn < 0 || turn >= static_cast<int>(session_.turns().size())) return;
  const engine::Turn& said = session_.turns()[static_cast<std::size_t>(turn)].turn;
  if (said.knockout) {
    show(turn);
    open_table(turn);
    return;
  }
  if (!measurable()) return;
  const std::optional<double> expected_s = conversation_.forecaster().measuring_s(said);
  const auto frames =
      static_cast<int>(session_.encoded_video() ? session_.encoded_video()->frames().size() : 0);
  conversation_.pending().ask(
      [expected_s, frames] {
        const QString what =
            frames > 0 ? tr("The answer is scored again with one frame hidden, %n time(s).", nullptr, frames)
                       : tr("The answer is scored again with one frame hidden, once for each.");
        return what + QLatin1Char(' ') +
               (expected_s ? tr("This takes about %1.").arg(format_duration(*expected_s))
                           : tr("How long this takes was not measured yet."));
      },
      {[] { return tr("Measure"); }, [this, turn] { measure(turn, QStringLiteral("all")); }});
}

void AnswerNeeds::measure(int turn, const QString& layers) {
  if (!session_.model()) return;
  engine::KnockoutOptions options;
  options.layers = evidence::parsed_layers(
      layers.toStdString(), static_cast<int>(session_.model()->config.decoder.num_hidden_layers));
  session_.measure(turn, options);
}

void AnswerNeeds::show(int turn) {
  const engine::Turn& said = session_.turns()[static_cast<std::size_t>(turn)].turn;
  frames_ = session_.frames_of(said);
  shown_ = said.knockout;
  int number = 0;
  for (TurnView* view : conversation_.turns().turns())
    if (view->answered() && number++ == turn) view->set_knockout(said.knockout);
  show_curve();
  if (table_ && tabled_ == turn) open_table(turn);
}

void AnswerNeeds::open_table(int turn) {
  const engine::Turn& said = session_.turns()[static_cast<std::size_t>(turn)].turn;
  if (!table_) {
    table_ = new NeedsDialog(chooser_, conversation_.window());
    table_->setAttribute(Qt::WA_DeleteOnClose);
    connect(table_, &NeedsDialog::seek_requested, &player_, &PlayerPanel::seek_frame);
    connect(table_, &NeedsDialog::measure_requested, this,
            [this](const QString& layers) { measure(tabled_, layers); });
  }
  tabled_ = turn;
  table_->set_knockout({said.question, said.answer, *said.knockout}, session_.frames_of(said),
                       session_.encoded_for_answers() ? session_.encoded_video() : nullptr);
  table_->set_measurable(measurable());
  table_->show();
  table_->raise();
}

void AnswerNeeds::forget() {
  shown_.reset();
  if (table_) table_->close();
  show_curve();
}

void AnswerNeeds::show_curve() {
  player_.set_curve(shown_ && !frames_.isEmpty() ? needs_curve(*shown_, frames_) : other_);
}

}  // namespace vp::ui
