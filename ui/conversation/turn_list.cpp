#include "ui/conversation/turn_list.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/conversation/turn_view.h"
#include "ui/look/language.h"

namespace vp::ui {

TurnList::TurnList(QWidget* parent) : QScrollArea(parent) {
  auto* list = new QWidget;
  layout_ = new QVBoxLayout(list);
  layout_->setContentsMargins(2, 2, 8, 2);
  layout_->setSpacing(10);
  layout_->addStretch(1);
  setWidget(list);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  translate(this, [this] { setAccessibleName(tr("Questions and answers")); });
  connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
    if (follow_) verticalScrollBar()->setValue(maximum);
  });
  connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
    const QScrollBar* bar = verticalScrollBar();
    follow_ = bar->sliderPosition() >= bar->maximum() - 8;
  });
}

TurnView* TurnList::add(const QString& question) {
  auto* turn = new TurnView(question);
  turns_.append(turn);
  layout_->insertWidget(layout_->count() - 1, turn);
  turn->set_changeable(changeable_);
  turn->set_measurable(measurable_);
  turn->set_model(model_);
  connect(turn, &TurnView::again_requested, this, [this, turn] { emit again_requested(turn); });
  connect(turn, &TurnView::edit_requested, this, [this, turn] { emit edit_requested(turn); });
  connect(turn, &TurnView::delete_requested, this, [this, turn] { emit delete_requested(turn); });
  connect(turn, &TurnView::needs_requested, this, [this, turn] { emit needs_requested(turn); });
  connect(turn, &TurnView::seek_requested, this, &TurnList::seek_requested);
  connect(turn, &TurnView::word_picked, this,
          [this, turn](int word) { emit word_picked(answered_count(turn), word); });
  follow_ = true;
  scroll_to_end();
  return turn;
}

void TurnList::remove_from(TurnView* turn) {
  const qsizetype first = turns_.indexOf(turn);
  if (first < 0) return;
  for (qsizetype i = first; i < turns_.size(); ++i) {
    turns_[i]->hide();
    turns_[i]->setParent(nullptr);
    turns_[i]->deleteLater();  // one of its buttons may have brought us here
  }
  turns_.resize(first);
}

void TurnList::clear() {
  if (!turns_.isEmpty()) remove_from(turns_.first());
}

int TurnList::answered_count(const TurnView* above) const {
  int count = 0;
  for (const TurnView* turn : turns_) {
    if (turn == above) break;
    if (turn->answered()) ++count;
  }
  return count;
}

int TurnList::answered_after(const TurnView* turn) const {
  return answered_count() - answered_count(turn) - (turn->answered() ? 1 : 0);
}

QString TurnList::text() const {
  QStringList parts;
  for (const TurnView* turn : turns_) parts << turn->question() << turn->answer();
  return parts.join(QStringLiteral("\n\n"));
}

void TurnList::set_changeable(bool changeable) {
  changeable_ = changeable;
  for (TurnView* turn : turns_) turn->set_changeable(changeable);
}

void TurnList::set_measurable(bool measurable) {
  measurable_ = measurable;
  for (TurnView* turn : turns_) turn->set_measurable(measurable);
}

void TurnList::set_model(const engine::AnsweredBy& model) {
  model_ = model;
  for (TurnView* turn : turns_) turn->set_model(model);
}

void TurnList::mark_word(int answer, int word) {
  int number = 0;
  for (TurnView* turn : turns_)
    if (turn->answered()) turn->mark_word(number++ == answer ? word : -1);
}

void TurnList::scroll_to_end() {
  verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

}  // namespace vp::ui
