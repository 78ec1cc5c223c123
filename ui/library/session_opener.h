#pragma once

#include <QObject>
#include <QString>

#include "ui/library/library.h"
#include "ui/look/language.h"

class QWidget;

namespace vp::ui {

class FileChooser;
class LibraryPanel;
class Session;

/// What is chosen in the library's list: sessions are opened, wherever their videos are by now, renamed and
/// deleted.
class SessionOpener final : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it.
  SessionOpener(Session& session, Library& library, LibraryPanel& panel, FileChooser& chooser,
                QWidget* window);

 signals:
  void notice(const Text& sentence);
  void error(const Text& sentence);

 private:
  void open(const StoredSessionPtr& stored, bool there, bool changed, bool elsewhere);
  void look_elsewhere(qint64 session);

  Session& session_;
  Library& library_;
  FileChooser& chooser_;
  QWidget* window_;
  StoredSessionPtr searched_;  ///< whose video is looked for
  QString searched_folder_;
  bool to_be_found_ = false;  ///< the user wants to say where it is
  qint64 deleted_ = 0;
  QString deleted_name_;
};

}  // namespace vp::ui
