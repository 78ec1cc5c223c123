#include "ui/side_by_side/answer_column.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTextCursor>
#include <QVBoxLayout>

#include "ui/look/elided_label.h"
#include "ui/look/format.h"

namespace vp::ui {

AnswerColumn::AnswerColumn(const QString& name, QWidget* parent)
    : QWidget(parent), title_(new ElidedLabel), answer_(new QPlainTextEdit), facts_(new QLabel) {
  title_->setObjectName(name + QStringLiteral("_title"));
  answer_->setObjectName(name + QStringLiteral("_answer"));
  facts_->setObjectName(name + QStringLiteral("_facts"));
  QFont bold = title_->font();
  bold.setBold(true);
  title_->setFont(bold);
  answer_->setReadOnly(true);
  answer_->setTabChangesFocus(true);
  answer_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  facts_->setTextFormat(Qt::PlainText);
  facts_->setWordWrap(true);
  facts_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  facts_->setMinimumHeight(2 * fontMetrics().lineSpacing());
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(title_);
  layout->addWidget(answer_, 1);
  layout->addWidget(facts_);
}

void AnswerColumn::set_title(const QString& title) {
  title_->set_text(title);
}

void AnswerColumn::clear() {
  answered_.reset();
  answer_->clear();
  show_facts();
}

void AnswerColumn::begin(const engine::ModelFactsPtr& model, const QString& title) {
  clear();
  model_ = model;
  title_->set_text(title);
  show_facts();
}

void AnswerColumn::add_text(const QString& piece) {
  QTextCursor end(answer_->document());
  end.movePosition(QTextCursor::End);
  end.insertText(piece);
}

void AnswerColumn::set_answer(const jobs::AloneAnswer& answer) {
  answered_ = answer;
  const QString text = to_qstring(answer.turn.answer);
  if (answer_->toPlainText() != text) answer_->setPlainText(text);
  show_facts();
}

QString AnswerColumn::text() const {
  return answer_->toPlainText();
}

void AnswerColumn::show_texts() {
  title_->setAccessibleName(tr("Model"));
  answer_->setAccessibleName(tr("Answer"));
  facts_->setAccessibleName(tr("How it was answered"));
  answer_->setPlaceholderText(tr("Its answer appears here"));
  show_facts();
}

void AnswerColumn::show_facts() {
  if (!answered_) {
    facts_->clear();
    return;
  }
  const engine::Turn& turn = answered_->turn;
  QStringList facts{tr("%n frame(s)", nullptr, static_cast<int>(answered_->frames)),
                    tr("%n token(s)", nullptr, static_cast<int>(turn.token_ids.size()))};
  if (answered_->encode_ms > 0)
    facts << tr("analysed in %1").arg(format_duration(answered_->encode_ms / 1000));
  facts << tr("first word after %1").arg(format_duration(turn.first_token_ms / 1000));
  if (turn.tokens_per_s > 0) facts << tr("%1\u00a0tokens/s").arg(format_rate(turn.tokens_per_s));
  if (model_) facts << to_qstring(model_->device) + QStringLiteral(", ") + to_qstring(model_->dtype);
  facts_->setText(facts.join(QStringLiteral(" · ")));
}

}  // namespace vp::ui
