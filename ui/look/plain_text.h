#pragma once

#include <QString>

class QWidget;

namespace vp::ui {

// Texts that come from files, models and users, for the places where Qt guesses what kind of text it is
// given. Such a text is passed through one of these wherever it is not shown by a widget that was told that
// it is plain.

/// For a tool tip, of a widget as of an item or an action: shown letter by letter, also where it looks like
/// HTML. A long text is wrapped, and cut after some hundreds of characters.
QString plain_tip(const QString& text);

/// Sets a widget's tool tip to plain_tip(), and its accessible description to the text itself: without one of
/// its own a screen reader is given the tool tip with its markup.
void set_plain_tip(QWidget& widget, const QString& text);

/// For actions, buttons, tabs, groups and docks: '&' is a letter and no mnemonic.
QString plain_caption(const QString& text);

/// For window titles: "[*]" are letters and not the place of the mark of a changed document.
QString plain_title(const QString& text);

/// The text of an action or button without its mnemonic: "Open", of "&Open" as of "Open(&O)".
QString without_mnemonic(const QString& caption);

}  // namespace vp::ui
