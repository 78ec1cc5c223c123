#include "ui/look/plain_text.h"

#include <QRegularExpression>
#include <QWidget>

namespace vp::ui {
namespace {

constexpr qsizetype kLongestTip = 800;  ///< characters: more cover the window
constexpr qsizetype kLongestLine = 100;

}  // namespace

QString plain_tip(const QString& text) {
  QString shown = text.left(kLongestTip);
  if (shown.size() < text.size()) shown += QStringLiteral("…");
  // Not left to Qt::mightBeRichText(), which is only a guess. Plain tool tips are one line however long they
  // are.
  const bool may_be_markup = shown.contains(QLatin1Char('<')) || shown.contains(QLatin1String("&lt;"));
  if (!may_be_markup && shown.size() <= kLongestLine) return shown;
  return QStringLiteral("<span style=\"white-space:pre-wrap\">%1</span>").arg(shown.toHtmlEscaped());
}

void set_plain_tip(QWidget& widget, const QString& text) {
  widget.setToolTip(plain_tip(text));
  widget.setAccessibleDescription(text);
}

QString plain_caption(const QString& text) {
  return QString(text).replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString plain_title(const QString& text) {
  return QString(text).replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
}

QString without_mnemonic(const QString& caption) {
  // Where the letter is not one of the script it stands behind the text, in brackets.
  static const QRegularExpression behind(QStringLiteral("\\s*\\(&.\\)"));
  static const QRegularExpression before(QStringLiteral("&(.)"));
  return QString(caption).remove(behind).replace(before, QStringLiteral("\\1"));
}

}  // namespace vp::ui
