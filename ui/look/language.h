#pragma once

#include <QList>
#include <QString>
#include <functional>

#include "base/error.h"

class QCoreApplication;
class QWidget;

namespace vp::ui {

/// A language that the window's texts exist in.
struct Language {
  QString code;  ///< "en", "de", "zh_CN"
  QString name;  ///< in itself
};
const QList<Language>& languages();

/// The first of `wanted` (codes as QLocale::uiLanguages gives them) that the texts exist in; else English.
QString best_language(const QStringList& wanted);

/// Sets the language of all texts, Qt's own too, and with it the form of numbers: the desktop's where the
/// desktop speaks this language, else the language's own. Empty: the desktop's language, if the texts exist
/// in it. What is on the screen follows (see translate()).
void apply_language(QCoreApplication& application, const QString& code);
/// The code of the language in use.
QString language_in_use();

/// A text that is asked again when the language changes.
using Text = std::function<QString()>;

/// Runs `texts`, which sets the widget's texts, now and whenever the language changes while `widget` lives;
/// of one widget in the order in which they were given.
void translate(QWidget* widget, std::function<void()> texts);

/// A message of the core in the language in use; one without a key as it is.
QString said(const base::Message& message);
/// A failure as it is said to the user. Before one without a key, as what a library says of itself, comes a
/// translated sentence for the kind of failure.
QString explained(base::ErrorCode code, const base::Message& message);

}  // namespace vp::ui
