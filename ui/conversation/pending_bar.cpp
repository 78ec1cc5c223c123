#include "ui/conversation/pending_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {

PendingBar::PendingBar(QWidget* parent)
    : QFrame(parent), text_(new QLabel), accept_(new QPushButton), cancel_(new QPushButton) {
  setObjectName(QStringLiteral("pending_bar"));
  text_->setObjectName(QStringLiteral("pending_text"));
  text_->setTextFormat(Qt::PlainText);
  text_->setWordWrap(true);
  accept_->setObjectName(QStringLiteral("pending_accept"));
  cancel_->setObjectName(QStringLiteral("pending_cancel"));
  for (QPushButton* button : {accept_, cancel_}) button->setAutoDefault(true);
  auto* row = new QHBoxLayout;
  row->addStretch(1);
  row->addWidget(accept_);
  row->addWidget(cancel_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 6, 10, 6);
  layout->setSpacing(6);
  layout->addWidget(text_);
  layout->addLayout(row);
  connect(accept_, &QPushButton::clicked, this, [this] {
    const auto then = std::exchange(then_, {});
    dismiss();
    if (then) then();
  });
  connect(cancel_, &QPushButton::clicked, this, [this] {
    dismiss();
    emit cancelled();
  });
  translate(this, [this] { show_texts(); });
  hide();
}

void PendingBar::ask(Text sentence, Text accept, std::function<void()> then) {
  sentence_ = std::move(sentence);
  accept_text_ = std::move(accept);
  then_ = std::move(then);
  waiting_ = true;
  show_texts();
  apply_colours();
  show();
  if (accept_text_) accept_->setFocus();
}

void PendingBar::dismiss() {
  waiting_ = false;
  then_ = {};
  hide();
}

void PendingBar::show_texts() {
  setAccessibleName(tr("Before something is lost"));
  text_->setText(sentence_ ? sentence_() : QString());
  setAccessibleDescription(text_->text());
  accept_->setVisible(static_cast<bool>(accept_text_));
  if (accept_text_) accept_->setText(accept_text_());
  accept_->setAccessibleName(accept_text_ ? accept_->text() : tr("Go on"));
  cancel_->setText(tr("Cancel"));
  cancel_->setAccessibleName(tr("Cancel"));
  cancel_->setToolTip(tr("Leave the conversation as it is (Esc)"));
}

void PendingBar::apply_colours() {
  styling_ = true;
  setStyleSheet(QStringLiteral("#pending_bar { background: %1; border-radius: 6px; }")
                    .arg(accents(palette()).question.name()));
  styling_ = false;
}

void PendingBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !styling_) apply_colours();
}

void PendingBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    cancel_->click();
    return;
  }
  QFrame::keyPressEvent(event);
}

}  // namespace vp::ui
