#include "ui/conversation/picked_words.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextEdit>
#include <QTextLayout>
#include <algorithm>

#include "ui/look/language.h"

namespace vp::ui {
namespace {

constexpr qsizetype kMostBetween = 24;  ///< characters between two words that are neither: marks of a list

/// Without the letters that Markdown takes for its own.
QString without_marks(const QString& word) {
  QString bare = word;
  for (const QChar mark : {QLatin1Char('*'), QLatin1Char('_'), QLatin1Char('`')}) bare.remove(mark);
  return bare;
}

bool is_step(const QEvent& event) {
  const auto& key = static_cast<const QKeyEvent&>(event);
  if ((key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) return false;
  return key.key() == Qt::Key_Left || key.key() == Qt::Key_Right || key.key() == Qt::Key_Home ||
         key.key() == Qt::Key_End;
}

}  // namespace

QList<WordPlace> place_words(const QString& shown, const QList<QString>& words) {
  QList<WordPlace> places;
  qsizetype from = 0;
  for (const QString& word : words) {
    qsizetype length = word.size();
    qsizetype at = shown.indexOf(word, from);
    if (at < 0 || at - from > kMostBetween) {
      const QString bare = without_marks(word);
      length = bare.size();
      at = bare.isEmpty() ? -1 : shown.indexOf(bare, from);
    }
    if (at < 0 || at - from > kMostBetween) {
      places.append({static_cast<int>(from), static_cast<int>(from)});
      continue;
    }
    places.append({static_cast<int>(at), static_cast<int>(at + length)});
    from = at + length;
  }
  return places;
}

PickedWords::PickedWords(QTextEdit* display) : QObject(display), display_(display) {
  display_->installEventFilter(this);
  display_->viewport()->installEventFilter(this);
  display_->viewport()->setMouseTracking(true);
  translate(display_, [this] { show_marks(); });
}

void PickedWords::set_words(const QList<QString>& words) {
  words_ = words;
  places_ = place_words(display_->toPlainText(), words);
  current_ = -1;
  point_at(-1);
  show_marks();
}

void PickedWords::mark(int word) {
  if (word >= count()) word = -1;
  if (word == current_) return;
  current_ = word;
  show_marks();
}

QList<QRectF> PickedWords::rects(int word) const {
  QList<QRectF> rects;
  const WordPlace place = places_.value(word);
  const QPointF scrolled(display_->horizontalScrollBar()->value(), display_->verticalScrollBar()->value());
  for (QTextBlock block = display_->document()->findBlock(place.first);
       block.isValid() && block.position() < place.last; block = block.next()) {
    const QTextLayout* layout = block.layout();
    for (int i = 0; i < layout->lineCount(); ++i) {
      const QTextLine line = layout->lineAt(i);
      const int begin = std::max(place.first - block.position(), line.textStart());
      const int end = std::min(place.last - block.position(), line.textStart() + line.textLength());
      if (begin >= end) continue;
      const double left = line.cursorToX(begin), right = line.cursorToX(end);
      rects.append(QRectF(QPointF(left, line.y()), QPointF(right, line.y() + line.height()))
                       .normalized()
                       .translated(layout->position() - scrolled));
    }
  }
  return rects;
}

int PickedWords::word_at(const QPointF& position) const {
  for (int word = 0; word < count(); ++word) {
    const QList<QRectF> parts = rects(word);
    if (std::any_of(parts.begin(), parts.end(), [&](const QRectF& part) { return part.contains(position); }))
      return word;
  }
  return -1;
}

void PickedWords::pick(int word) {
  current_ = word;
  show_marks();
  emit picked(word);
}

bool PickedWords::step(int key) {
  int next = 0;
  if (key == Qt::Key_Left) next = current_ < 0 ? count() - 1 : std::max(0, current_ - 1);
  if (key == Qt::Key_Right) next = std::min(count() - 1, current_ + 1);
  if (key == Qt::Key_End) next = count() - 1;
  pick(next);
  return true;
}

void PickedWords::point_at(int word) {
  if (word == pointed_) return;
  pointed_ = word;
  display_->viewport()->setCursor(word < 0 ? Qt::IBeamCursor : Qt::PointingHandCursor);
  show_marks();
}

void PickedWords::show_marks() {
  QList<QTextEdit::ExtraSelection> marks;
  const auto add = [&](int word, const QTextCharFormat& format) {
    const WordPlace place = places_.value(word);
    if (place.first >= place.last) return;
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(display_->document());
    mark.cursor.setPosition(place.first);
    mark.cursor.setPosition(place.last, QTextCursor::KeepAnchor);
    mark.format = format;
    marks.append(mark);
  };
  QTextCharFormat chosen, pointed;
  chosen.setBackground(display_->palette().color(QPalette::Highlight));
  chosen.setForeground(display_->palette().color(QPalette::HighlightedText));
  pointed.setFontUnderline(true);
  if (current_ >= 0) add(current_, chosen);
  if (pointed_ >= 0) add(pointed_, pointed);
  display_->setExtraSelections(marks);
  display_->setToolTip(words_.isEmpty() ? QString() : tr("Click a word to see what it looked at (← →)"));
  display_->setAccessibleDescription(
      words_.isEmpty() ? QString()
      : current_ < 0   ? tr("Left and Right go from word to word and show what each looked at.")
                       : tr("Word %1 of %2: %3")
                           .arg(QString::number(current_ + 1), QString::number(count()), words_[current_]));
  QAccessibleEvent event(display_, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&event);
}

bool PickedWords::eventFilter(QObject* watched, QEvent* event) {
  if (watched == display_ && event->type() == QEvent::PaletteChange) show_marks();
  if (words_.isEmpty()) return false;
  if (watched == display_) {
    if (event->type() == QEvent::ShortcutOverride && is_step(*event)) {
      event->accept();  // not the player's steps
      return true;
    }
    return event->type() == QEvent::KeyPress && is_step(*event) &&
           step(static_cast<QKeyEvent*>(event)->key());
  }
  if (event->type() == QEvent::Leave) point_at(-1);
  if (event->type() != QEvent::MouseMove && event->type() != QEvent::MouseButtonPress &&
      event->type() != QEvent::MouseButtonRelease)
    return false;
  const auto* mouse = static_cast<QMouseEvent*>(event);
  const QPoint here = mouse->position().toPoint();
  if (event->type() == QEvent::MouseMove) point_at(mouse->buttons() == Qt::NoButton ? word_at(here) : -1);
  if (mouse->button() != Qt::LeftButton) return false;
  if (event->type() == QEvent::MouseButtonPress) pressed_ = here;
  const bool clicked = event->type() == QEvent::MouseButtonRelease &&
                       (here - pressed_).manhattanLength() < QApplication::startDragDistance() &&
                       !display_->textCursor().hasSelection();
  if (const int word = clicked ? word_at(here) : -1; word >= 0) pick(word);
  return false;
}

}  // namespace vp::ui
