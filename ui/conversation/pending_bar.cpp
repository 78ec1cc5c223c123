#include "ui/conversation/pending_bar.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "ui/look/flow_layout.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {

PendingBar::PendingBar(QWidget* parent)
    : QFrame(parent),
      text_(new QLabel),
      accept_(new QPushButton),
      other_(new QPushButton),
      cancel_(new QPushButton) {
  setObjectName(QStringLiteral("pending_bar"));
  text_->setObjectName(QStringLiteral("pending_text"));
  text_->setTextFormat(Qt::PlainText);
  text_->setWordWrap(true);
  accept_->setObjectName(QStringLiteral("pending_accept"));
  other_->setObjectName(QStringLiteral("pending_other"));
  cancel_->setObjectName(QStringLiteral("pending_cancel"));
  auto* row = new FlowLayout(6, 6);
  for (QPushButton* button : {accept_, other_, cancel_}) {
    button->setAutoDefault(true);
    row->addWidget(button);
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 6, 10, 6);
  layout->setSpacing(6);
  layout->addWidget(text_);
  layout->addLayout(row);
  connect(accept_, &QPushButton::clicked, this, [this] { go(accept_way_); });
  connect(other_, &QPushButton::clicked, this, [this] { go(other_way_); });
  connect(cancel_, &QPushButton::clicked, this, [this] {
    dismiss();
    emit cancelled();
  });
  translate(this, [this] { show_texts(); });
  hide();
}

void PendingBar::ask(Text sentence, Way accept, Way other) {
  sentence_ = std::move(sentence);
  accept_way_ = std::move(accept);
  other_way_ = std::move(other);
  waiting_ = true;
  show_texts();
  apply_colours();
  show();
  if (accept_way_.text) accept_->setFocus();
}

void PendingBar::go(const Way& way) {
  const auto then = way.then;  // the bar may be asked again by it
  dismiss();
  if (then) then();
}

void PendingBar::dismiss() {
  waiting_ = false;
  accept_way_.then = {};
  other_way_.then = {};
  hide();
}

void PendingBar::show_texts() {
  setAccessibleName(tr("Before something is lost"));
  text_->setText(sentence_ ? sentence_() : QString());
  setAccessibleDescription(text_->text());
  for (const auto& [button, way] : {std::pair{accept_, &accept_way_}, std::pair{other_, &other_way_}}) {
    button->setVisible(static_cast<bool>(way->text));
    if (way->text) button->setText(way->text());
    button->setAccessibleName(way->text ? button->text() : tr("Go on"));
  }
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
