#include "ui/conversation/text_display.h"

#include <QMimeData>
#include <QTextDocumentFragment>
#include <QTextOption>
#include <QWheelEvent>
#include <cmath>

namespace vp::ui {

TextDisplay::TextDisplay(QWidget* parent) : QTextEdit(parent) {
  setReadOnly(true);
  setAcceptRichText(false);
  setUndoRedoEnabled(false);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  setTabChangesFocus(true);
  document()->setDocumentMargin(0);
  viewport()->setAutoFillBackground(false);
  connect(this, &QTextEdit::textChanged, this, &TextDisplay::fit);
  fit();
}

void TextDisplay::append_markdown(const QString& text) {
  source_ += text;
  growing_.append(text);
  shown_.show(*document(), growing_.blocks());
}

void TextDisplay::finish_markdown(const QString& source) {
  source_ = source;
  shown_.show(*document(), parse_light_markdown(source_, true));
}

QMimeData* TextDisplay::createMimeDataFromSelection() const {
  auto* plain = new QMimeData;  // other programs would get HTML otherwise
  plain->setText(textCursor().selection().toPlainText());
  return plain;
}

void TextDisplay::fit() {
  document()->setTextWidth(viewport()->width());
  setFixedHeight(static_cast<int>(std::ceil(document()->size().height())) + 1);
}

void TextDisplay::resizeEvent(QResizeEvent* event) {
  QTextEdit::resizeEvent(event);
  fit();
}

void TextDisplay::wheelEvent(QWheelEvent* event) {
  event->ignore();  // the list of turns scrolls
}

void TextDisplay::changeEvent(QEvent* event) {
  QTextEdit::changeEvent(event);
  if (event->type() == QEvent::FontChange) fit();
}

}  // namespace vp::ui
