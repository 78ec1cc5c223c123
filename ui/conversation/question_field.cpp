#include "ui/conversation/question_field.h"

#include <QKeyEvent>
#include <algorithm>

#include "ui/look/language.h"

namespace vp::ui {

QuestionField::QuestionField(QWidget* parent) : QPlainTextEdit(parent) {
  setObjectName(QStringLiteral("question_field"));
  translate(this, [this] {
    setAccessibleName(tr("Question"));
    setToolTip(tr("Enter asks, Shift+Enter starts a new line"));
  });
  setTabChangesFocus(true);
  document()->setDocumentMargin(6);
  connect(this, &QPlainTextEdit::textChanged, this, &QuestionField::fit);
  fit();
}

void QuestionField::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && !(event->modifiers() & Qt::ShiftModifier)) {
    emit submitted();
    return;
  }
  if (event->key() == Qt::Key_Escape) {
    emit cancelled();
    return;
  }
  QPlainTextEdit::keyPressEvent(event);
}

void QuestionField::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  fit();
}

void QuestionField::fit() {
  // A plain-text document measures its height in lines.
  const int lines = std::clamp(static_cast<int>(document()->size().height()), 1, 4);
  const int margins = 2 * static_cast<int>(document()->documentMargin()) + 2 * frameWidth();
  setFixedHeight(lines * fontMetrics().lineSpacing() + margins + 2);
}

}  // namespace vp::ui
