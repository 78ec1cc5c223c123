#include "window_texts.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QTextEdit>
#include <QToolButton>
#include <QWidget>
#include <algorithm>

namespace vp::test {
namespace {

QString without_numbers(QString text) {
  // With their units: 980 ms in one run are 1.02 s in the next.
  static const QRegularExpression number(
      QStringLiteral("[\\d][\\d.,\\x{a0}\\x{202f}:]*(\\s?(ms|s|kB|MB|GB)\\b)?"));
  return text.replace(number, QStringLiteral("#"));
}

QString mnemonic(const QString& text) {
  static const QRegularExpression pattern(QStringLiteral("(?<!&)&([^& ])"));
  return pattern.match(text).captured(1).toUpper();
}

QString name_of(const QWidget& widget) {
  return QStringLiteral("%1(%2)").arg(QLatin1String(widget.metaObject()->className()), widget.objectName());
}

void collect(const QWidget& widget, const QString& path, QMap<QString, QString>& texts) {
  const auto add = [&](const char* what, const QString& text) {
    if (!text.isEmpty()) texts.insert(path + QLatin1Char('.') + QLatin1String(what), without_numbers(text));
  };
  add("title", widget.windowTitle());
  add("tip", widget.toolTip());
  add("name", widget.accessibleName());
  add("description", widget.accessibleDescription());
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) add("text", label->text());
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) add("text", button->text());
  if (const auto* menu = qobject_cast<const QMenu*>(&widget)) add("text", menu->title());
  if (const auto* field = qobject_cast<const QPlainTextEdit*>(&widget)) add("hint", field->placeholderText());
  if (const auto* field = qobject_cast<const QTextEdit*>(&widget)) add("hint", field->placeholderText());
  if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
    for (int i = 0; i < box->count(); ++i) add(qPrintable(QString::number(i)), box->itemText(i));
  }
  if (const auto* tabs = qobject_cast<const QTabWidget*>(&widget)) {
    for (int i = 0; i < tabs->count(); ++i) add(qPrintable(QString::number(i)), tabs->tabText(i));
  }
  int position = 0;
  for (const QObject* child : widget.children()) {
    if (const auto* action = qobject_cast<const QAction*>(child)) {
      const QString name = QStringLiteral("action %1 ").arg(position++);
      add(qPrintable(name + QStringLiteral("text")), action->text());
      add(qPrintable(name + QStringLiteral("tip")), action->toolTip());
    }
  }
  if (qobject_cast<const QTabBar*>(&widget)) return;  // its scroll buttons are Qt's own
  position = 0;
  for (const QObject* child : widget.children()) {
    const auto* part = qobject_cast<const QWidget*>(child);
    if (part == nullptr) continue;
    // What Qt makes for itself has texts of Qt's own, but for what it scrolls.
    const bool scrolled = qobject_cast<const QScrollArea*>(&widget) != nullptr;
    if (!scrolled && part->objectName().startsWith(QLatin1String("qt_"))) continue;
    collect(*part, QStringLiteral("%1/%2%3").arg(path, name_of(*part)).arg(position++), texts);
  }
}

QList<QWidget*> all_of(const QWidget& window) {
  return window.findChildren<QWidget*>();
}

}  // namespace

QMap<QString, QString> texts_of(const QWidget& window) {
  QMap<QString, QString> texts;
  collect(window, name_of(window), texts);
  return texts;
}

QStringList clipped_texts(const QWidget& window) {
  QStringList clipped;
  for (const QWidget* widget : all_of(window)) {
    if (!widget->isVisible() || widget->window() != &window || widget->visibleRegion().isEmpty()) continue;
    const auto complain = [&](const QString& text, int needed, int found) {
      clipped << QStringLiteral("%1 \"%2\": %3 of %4").arg(name_of(*widget), text).arg(found).arg(needed);
    };
    if (const auto* label = qobject_cast<const QLabel*>(widget); label && !label->text().isEmpty()) {
      if (label->wordWrap()) {
        const int needed = label->heightForWidth(label->width());
        if (needed > label->height()) complain(label->text(), needed, label->height());
        // A single word may be wider than the label even so.
        const QFontMetrics metrics = label->fontMetrics();
        for (const QString& word : label->text().split(QRegularExpression(QStringLiteral("\\s+")))) {
          const bool breaks_anywhere = std::any_of(word.begin(), word.end(), [](QChar letter) {
            return letter.unicode() > 0x2e80;  // Chinese, and its punctuation
          });
          if (!breaks_anywhere && metrics.horizontalAdvance(word) > label->contentsRect().width()) {
            complain(word, metrics.horizontalAdvance(word), label->contentsRect().width());
          }
        }
      } else if (label->sizeHint().width() > label->width()) {
        complain(label->text(), label->sizeHint().width(), label->width());
      }
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget);
               button && !button->text().isEmpty() && button->sizeHint().isValid()) {
      // A button that paints itself may be smaller than it would like to be, but not than its text.
      const bool usual = qobject_cast<const QPushButton*>(button) ||
                         qobject_cast<const QToolButton*>(button) || qobject_cast<const QCheckBox*>(button);
      int needed = button->sizeHint().width();
      if (!usual) {
        needed = button->fontMetrics().horizontalAdvance(button->text());
        // It may paint a shorter text where there is little room.
        if (button->minimumSizeHint().isValid()) needed = std::min(needed, button->minimumSizeHint().width());
      }
      if (needed > button->width()) complain(button->text(), needed, button->width());
    } else if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
      const int needed = box->fontMetrics().horizontalAdvance(box->currentText()) + 20;
      if (needed > box->width()) complain(box->currentText(), needed, box->width());
    }
  }
  return clipped;
}

QStringList shared_mnemonics(const QWidget& window) {
  QStringList shared;
  const auto check = [&](const QString& where, const QStringList& texts) {
    QMap<QString, QString> taken;
    for (const QString& text : texts) {
      const QString letter = mnemonic(text);
      if (letter.isEmpty()) continue;
      if (taken.contains(letter)) shared << QStringLiteral("%1: %2 / %3").arg(where, taken[letter], text);
      taken.insert(letter, text);
    }
  };
  for (const QMenu* menu : window.findChildren<QMenu*>()) {
    QStringList texts;
    for (const QAction* action : menu->actions()) {
      if (action->isVisible()) texts << action->text();
    }
    check(menu->title(), texts);
  }
  // What is visible at the same time: the menu bar, labels of fields, buttons and tabs.
  QStringList texts;
  if (const auto* bar = window.findChild<QMenuBar*>()) {
    for (const QAction* action : bar->actions()) texts << action->text();
  }
  for (const QWidget* widget : all_of(window)) {
    if (!widget->isVisible() || widget->window() != &window) continue;
    if (const auto* label = qobject_cast<const QLabel*>(widget); label && label->buddy())
      texts << label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) texts << button->text();
    if (const auto* tabs = qobject_cast<const QTabWidget*>(widget)) {
      for (int i = 0; i < tabs->count(); ++i) texts << tabs->tabText(i);
    }
  }
  check(QStringLiteral("window"), texts);
  return shared;
}

QStringList shared_shortcuts(const QWidget& window) {
  QStringList shared;
  QMap<QString, const QAction*> taken;
  for (const QAction* action : window.findChildren<QAction*>()) {
    // In full screen alone, where Esc leaves it before it stops anything.
    if (action->objectName() == QLatin1String("leave_full_screen")) continue;
    for (const QKeySequence& key : action->shortcuts()) {
      const QString text = key.toString();
      if (text.isEmpty()) continue;
      if (taken.contains(text)) {
        shared << QStringLiteral("%1: %2 / %3").arg(text, taken[text]->objectName(), action->objectName());
      }
      taken.insert(text, action);
    }
  }
  return shared;
}

}  // namespace vp::test
