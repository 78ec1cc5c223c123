#include "ui/conversation/turn_view.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <QStringList>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/conversation/text_display.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"

namespace vp::ui {

TurnView::TurnView(const QString& question, QWidget* parent)
    : QFrame(parent),
      question_text_(question),
      question_box_(new QFrame),
      question_(new TextDisplay),
      answer_(new TextDisplay),
      footer_(new QLabel),
      copy_(new QToolButton) {
  setAccessibleName(tr("Question and answer"));
  question_box_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  question_box_->setObjectName(QStringLiteral("question_box"));
  auto* box_layout = new QVBoxLayout(question_box_);
  box_layout->setContentsMargins(10, 8, 10, 8);
  box_layout->addWidget(question_);
  question_->setPlainText(question);
  question_->setAccessibleName(tr("Question"));
  answer_->setObjectName(QStringLiteral("answer"));
  answer_->setAccessibleName(tr("Answer"));
  answer_->setPlaceholderText(tr("…"));

  footer_->setObjectName(QStringLiteral("turn_footer"));
  footer_->setAccessibleName(tr("About this answer"));
  footer_->setWordWrap(true);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.88);
  footer_->setFont(small);
  copy_->setObjectName(QStringLiteral("copy_answer"));
  copy_->setAccessibleName(tr("Copy answer"));
  copy_->setToolTip(tr("Copy this answer"));
  copy_->setIcon(icon(Glyph::Copy));
  copy_->setIconSize({16, 16});
  copy_->setAutoRaise(true);
  copy_->setVisible(false);
  connect(copy_, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(answer()); });

  auto* footer_row = new QHBoxLayout;
  footer_row->setSpacing(4);
  footer_row->addWidget(footer_, 1, Qt::AlignTop);
  footer_row->addWidget(copy_, 0, Qt::AlignTop);
  auto* answer_column = new QVBoxLayout;
  answer_column->setContentsMargins(10, 2, 2, 0);
  answer_column->setSpacing(4);
  answer_column->addWidget(answer_);
  answer_column->addLayout(footer_row);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 8);
  layout->setSpacing(6);
  layout->addWidget(question_box_);
  layout->addLayout(answer_column);
  apply_colours();
}

QString TurnView::answer() const {
  return answer_->toPlainText();
}

void TurnView::append_text(const QString& text) {
  answer_->append_text(text);
}

void TurnView::finish(const engine::Turn& turn) {
  const QString text = to_qstring(turn.answer);
  if (answer() != text) answer_->setPlainText(text);
  QStringList facts;
  if (turn.finish == engine::Turn::Finish::Stopped) facts << tr("Stopped");
  if (turn.finish == engine::Turn::Finish::Length) facts << tr("Length limit reached");
  facts << (turn.token_ids.size() == 1 ? tr("1 token") : tr("%1 tokens").arg(turn.token_ids.size()));
  facts << tr("first after %1").arg(format_duration(turn.first_token_ms / 1000));
  if (turn.tokens_per_s > 0) facts << tr("%1\u00a0tokens/s").arg(format_rate(turn.tokens_per_s));
  if (turn.reused_tokens > 0) {
    facts << tr("%1 of %2 prompt tokens reused").arg(turn.reused_tokens).arg(turn.prompt_tokens);
  }
  footer_->setText(facts.join(QStringLiteral(" · ")));
  answer_->setPlaceholderText(text.isEmpty() ? tr("The model ended its answer at once.") : QString());
  copy_->setVisible(!text.isEmpty());
}

void TurnView::fail(const QString& sentence) {
  answer_->setPlaceholderText({});
  answer_->setVisible(!answer().isEmpty());
  footer_->setText(sentence);
}

void TurnView::apply_colours() {
  styling_ = true;
  const Accents colours = accents(palette());
  question_box_->setStyleSheet(
      QStringLiteral("#question_box { background: %1; border-radius: 8px; }").arg(colours.question.name()));
  QPalette faint = palette();
  faint.setColor(QPalette::WindowText, colours.secondary);
  footer_->setPalette(faint);
  QPalette clear = palette();
  clear.setColor(QPalette::Base, Qt::transparent);
  clear.setColor(QPalette::PlaceholderText, colours.secondary);
  question_->setPalette(clear);
  answer_->setPalette(clear);
  styling_ = false;
}

void TurnView::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !styling_) apply_colours();
}

}  // namespace vp::ui
