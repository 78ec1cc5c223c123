#include "ui/conversation/message_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <utility>

#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), icon_(new QLabel), text_(new QLabel) {
  setObjectName(QStringLiteral("message_bar"));
  text_->setObjectName(QStringLiteral("message_text"));
  text_->setTextFormat(Qt::PlainText);  // sentences quote file names
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* close = new QToolButton;
  close->setObjectName(QStringLiteral("dismiss_message"));
  close->setIcon(icon(Glyph::Close));
  close->setAutoRaise(true);
  connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 6, 4, 6);
  layout->setSpacing(8);
  layout->addWidget(icon_, 0, Qt::AlignTop);
  layout->addWidget(text_, 1);
  layout->addWidget(close, 0, Qt::AlignTop);
  translate(this, [this, close] {
    setAccessibleName(tr("Message"));
    text_->setAccessibleName(tr("Message text"));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss message"));
    show_text();
  });
  hide();
}

void MessageBar::show_message(Kind kind, Text sentence) {
  kind_ = kind;
  sentence_ = std::move(sentence);
  show_text();
  apply_colours();
  show();
}

void MessageBar::show_text() {
  const QString sentence = sentence_ ? sentence_() : QString();
  text_->setText(sentence);
  setAccessibleDescription(sentence);
}

void MessageBar::dismiss() {
  sentence_ = {};
  show_text();
  hide();
}

QString MessageBar::text() const {
  return text_->text();
}

void MessageBar::apply_colours() {
  styling_ = true;
  const Accents colours = accents(palette());
  icon_->setPixmap(icon(kind_ == Kind::Error ? Glyph::Warning : Glyph::Information)
                       .pixmap(QSize(18, 18), devicePixelRatioF()));
  setStyleSheet(QStringLiteral("#message_bar { background: %1; border-radius: 6px; }")
                    .arg((kind_ == Kind::Error ? colours.warning : colours.question).name()));
  styling_ = false;
}

void MessageBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !styling_) apply_colours();
}

}  // namespace vp::ui
