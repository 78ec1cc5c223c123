#include "ui/compare/token_colours.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextCursor>
#include <QTextEdit>
#include <algorithm>
#include <cmath>

#include "ui/look/format.h"
#include "ui/look/plain_text.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::TokenColours)
};

}  // namespace

QColor change_colour(const QPalette& palette, double change) {
  if (std::isnan(change)) return Qt::transparent;
  const bool dark = is_dark(palette);
  QColor colour = change < 0 ? (dark ? QColor(0xff, 0x8c, 0x3a) : QColor(0xe6, 0x6a, 0x00))
                             : (dark ? QColor(0x4f, 0xa3, 0xff) : QColor(0x1f, 0x77, 0xd0));
  // Text stays readable on the deepest of them.
  colour.setAlphaF(static_cast<float>(0.6 * std::min(std::abs(change) / kDeepestChange, 1.0)));
  return colour;
}

QString signed_number(double value) {
  const QString digits = QLocale().toString(std::abs(value), 'f', 3);
  return (value < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + digits;
}

QString shown_token(const engine::AnswerToken& token) {
  if (token.end) return Texts::tr("(end)");
  const QString text = to_qstring(token.text);
  if (text.isEmpty()) return QStringLiteral("\u00b7");
  return QString(text).replace(QLatin1Char('\n'), QStringLiteral("\u21b5"));
}

void show_tokens(QTextEdit& display, const std::vector<engine::AnswerToken>& tokens,
                 const std::vector<float>& changed) {
  display.clear();
  QTextCursor cursor(display.document());
  QStringList spoken;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const engine::AnswerToken& token = tokens[i];
    QTextCharFormat format;
    QString numbers = Texts::tr("log-probability %1").arg(signed_number(token.log_probability));
    if (!changed.empty()) {
      const double change = static_cast<double>(changed[i]) - static_cast<double>(token.log_probability);
      format.setBackground(change_colour(display.palette(), change));
      numbers = Texts::tr("change %1: from %2 to %3")
                    .arg(signed_number(change), signed_number(token.log_probability),
                         signed_number(static_cast<double>(changed[i])));
    }
    const QString shown = shown_token(token);
    const QString text = Texts::tr("“%1”, %2").arg(shown.trimmed(), numbers);
    spoken << text;
    format.setToolTip(plain_tip(text));
    if (token.end || token.text.empty()) format.setForeground(accents(display.palette()).secondary);
    // The end stands apart from the last word.
    if (token.end && i > 0) cursor.insertText(QStringLiteral(" "), QTextCharFormat());
    cursor.insertText(shown, format);
  }
  display.setAccessibleDescription(spoken.join(QStringLiteral("; ")));
}

}  // namespace vp::ui
