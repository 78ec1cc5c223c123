#include "ui/attention/word_chips.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/look/language.h"
#include "ui/look/plain_text.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kPadding = 7;
constexpr int kChipGap = 4;
constexpr int kLine = 3;       ///< thickness of the share
constexpr int kLongest = 260;  ///< a word that is longer is cut

}  // namespace

WordChips::WordChips(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("word_chips"));
  translate(this, [this] {
    setAccessibleName(tr("Words of the answer"));
    describe();
  });
  setFocusPolicy(Qt::StrongFocus);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void WordChips::set_words(const QList<Word>& words) {
  words_ = words;
  current_ = 0;
  place(width(), &rects_);
  describe();
  updateGeometry();
  update();
}

void WordChips::set_current(int index) {
  if (words_.isEmpty()) return;
  index = std::clamp(index, 0, count() - 1);
  if (index == current_) return;
  current_ = index;
  describe();
  update();
  emit picked(current_);
  emit reached(rects_.value(current_));
}

void WordChips::describe() {
  setAccessibleDescription(words_.isEmpty()
                               ? tr("No words")
                               : tr("%1, word %2 of %3. %4")
                                     .arg(words_[current_].text, QString::number(current_ + 1),
                                          QString::number(count()), words_[current_].description));
  QAccessibleEvent event(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&event);
}

int WordChips::place(int width, QList<QRect>* rects) const {
  const int height = fontMetrics().height() + 8 + kLine;
  QPoint at(0, 0);
  if (rects) rects->clear();
  for (const Word& word : words_) {
    const int wide = std::min(kLongest, fontMetrics().horizontalAdvance(word.text) + 2) + 2 * kPadding;
    if (at.x() > 0 && at.x() + wide > width) at = {0, at.y() + height + kChipGap};
    if (rects) rects->append(QRect(at, QSize(wide, height)));
    at.rx() += wide + kChipGap;
  }
  return at.y() + height;
}

QRect WordChips::chip_rect(int index) const {
  return rects_.value(index);
}

QSize WordChips::sizeHint() const {
  return {400, heightForWidth(400)};
}

QSize WordChips::minimumSizeHint() const {
  return {100, fontMetrics().height() + 8 + kLine};
}

int WordChips::heightForWidth(int width) const {
  return place(width, nullptr);
}

void WordChips::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Accents colours = accents(palette());
  for (int i = 0; i < count(); ++i) {
    const QRect chip = rects_[i];
    if (!chip.intersects(event->rect())) continue;
    const bool chosen = i == current_;
    painter.setPen(QPen(chosen && hasFocus() ? palette().color(QPalette::Link) : colours.line,
                        chosen && hasFocus() ? 2 : 1));
    painter.setBrush(palette().color(chosen ? QPalette::Highlight : QPalette::Base));
    painter.drawRoundedRect(QRectF(chip).adjusted(1, 1, -1, -1), 5, 5);
    painter.setPen(palette().color(chosen ? QPalette::HighlightedText : QPalette::Text));
    const QRect text = chip.adjusted(kPadding, 2, -kPadding, -2 - kLine);
    painter.drawText(text, Qt::AlignCenter,
                     fontMetrics().elidedText(words_[i].text, Qt::ElideRight, text.width()));
    const QRectF line(text.left(), chip.bottom() - kLine - 2,
                      text.width() * std::clamp(words_[i].share, 0.0, 1.0), kLine - 1);
    painter.fillRect(line, chosen ? palette().color(QPalette::HighlightedText) : colours.sampled);
  }
}

void WordChips::resizeEvent(QResizeEvent*) {
  place(width(), &rects_);
}

int WordChips::index_at(const QPoint& position) const {
  for (int i = 0; i < count(); ++i) {
    if (rects_[i].contains(position)) return i;
  }
  return -1;
}

void WordChips::mouseReleaseEvent(QMouseEvent* event) {
  const int index = index_at(event->position().toPoint());
  if (event->button() == Qt::LeftButton && index >= 0) set_current(index);
}

void WordChips::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
      set_current(current_ - 1);
      break;
    case Qt::Key_Right:
    case Qt::Key_Down:
      set_current(current_ + 1);
      break;
    case Qt::Key_Home:
      set_current(0);
      break;
    case Qt::Key_End:
      set_current(count() - 1);
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

bool WordChips::event(QEvent* event) {
  switch (event->type()) {
    case QEvent::ShortcutOverride: {
      const int key = static_cast<QKeyEvent*>(event)->key();
      if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End) {
        event->accept();  // not the player's steps
        return true;
      }
      break;
    }
    case QEvent::ToolTip: {
      const auto* help = static_cast<QHelpEvent*>(event);
      const int index = index_at(help->pos());
      if (index >= 0) QToolTip::showText(help->globalPos(), plain_tip(words_[index].description), this);
      return true;
    }
    case QEvent::FocusIn:
    case QEvent::FocusOut:
      update();
      break;
    case QEvent::Show:  // the words may have changed while nothing was laid out
    case QEvent::FontChange:
      place(width(), &rects_);
      updateGeometry();
      break;
    default:
      break;
  }
  return QWidget::event(event);
}

}  // namespace vp::ui
