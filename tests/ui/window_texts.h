#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

class QWidget;

namespace vp::test {

/// Every text that a window, its dialogs and their actions show or say, by where it stands. Numbers, which
/// differ from run to run, become "#".
QMap<QString, QString> texts_of(const QWidget& window);

/// Visible texts that have less room than they need: one line each.
QStringList clipped_texts(const QWidget& window);

/// Letters that two entries of one menu, or two fields of one visible page, share as mnemonic.
QStringList shared_mnemonics(const QWidget& window);

/// Keys that two actions of the window share as shortcut.
QStringList shared_shortcuts(const QWidget& window);

}  // namespace vp::test
