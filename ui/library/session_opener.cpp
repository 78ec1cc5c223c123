#include "ui/library/session_opener.h"

#include <QFileInfo>
#include <QWidget>
#include <utility>

#include "ui/file_chooser.h"
#include "ui/library/library_panel.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/session/lost_answers.h"
#include "ui/session/session.h"

namespace vp::ui {

SessionOpener::SessionOpener(Session& session, Library& library, LibraryPanel& panel, FileChooser& chooser,
                             QWidget* window)
    : QObject(window), session_(session), library_(library), chooser_(chooser), window_(window) {
  connect(&panel, &LibraryPanel::search_changed, &library, &Library::list);
  connect(&panel, &LibraryPanel::open_session_requested, &library, &Library::load);
  connect(&panel, &LibraryPanel::find_requested, this, [this](qint64 id) {
    to_be_found_ = true;
    library_.load(id);
  });
  connect(&panel, &LibraryPanel::rename_requested, &library, &Library::set_title);
  connect(&panel, &LibraryPanel::take_back_requested, &library, &Library::take_back);
  connect(&panel, &LibraryPanel::forget_video_requested, this,
          [this](const QString& file) { library_.forget_video(to_path(file)); });
  connect(&panel, &LibraryPanel::delete_requested, this, [this](qint64 id, const QString& name) {
    deleted_ = id;
    deleted_name_ = name;
    library_.remove_session(id);
  });
  connect(&library, &Library::removed, &panel, [this, &panel](qint64 id) {
    if (id == deleted_) panel.show_deleted(id, deleted_name_);
  });
  connect(&library, &Library::in_use, this, [this] {
    emit notice([] { return tr("This session is open in another window, and was not deleted."); });
  });
  connect(&library, &Library::listed, &panel, &LibraryPanel::set_entries);
  connect(&library, &Library::unusable, &panel, [&panel](const base::Message& message) {
    panel.set_trouble([message] { return explained(base::ErrorCode::Output, message); });
  });
  connect(&library, &Library::usable, &panel, [&panel] { panel.set_trouble({}); });
  connect(&library, &Library::pictures_changed, &panel, &LibraryPanel::show_pictures);
  connect(&library, &Library::loaded, this, &SessionOpener::open);
  connect(&library, &Library::found, &library, &Library::load);
  connect(&library, &Library::not_found, this, &SessionOpener::look_elsewhere);
  connect(&session, &Session::stored_changed, &panel, &LibraryPanel::set_current);
  library.list({});
}

void SessionOpener::open(const StoredSessionPtr& stored, bool there, bool changed, bool elsewhere) {
  if (there) {
    searched_.reset();
    to_be_found_ = false;
    unless_answers_are_lost(session_, window_, [this, stored, changed, elsewhere] {
      session_.reopen(stored, elsewhere);
      if (changed)
        emit notice([name = from_path(stored->video.file.filename())] {
          return tr("%1 has changed since these questions were asked about it.").arg(name);
        });
      if (elsewhere)
        emit notice([] {
          return tr(
              "This session is open in another window. This is a copy: what you ask or delete here "
              "begins a session of its own.");
        });
    });
    return;
  }
  searched_ = stored;
  searched_folder_.clear();
  library_.find_moved_video(stored->id, {});
}

void SessionOpener::look_elsewhere(qint64 session) {
  if (!searched_ || searched_->id != session) return;
  const QString name = from_path(searched_->video.file.filename());
  if (!searched_folder_.isEmpty()) {
    emit error([name, folder = searched_folder_] {
      return tr("%1 was not found in %2 and the folders below it.").arg(name, folder);
    });
    searched_.reset();
    return;
  }
  if (!std::exchange(to_be_found_, false)) {
    unless_answers_are_lost(session_, window_, [this, name, stored = std::exchange(searched_, nullptr)] {
      session_.read(stored);
      emit notice([name] {
        return tr("%1 is not where it was, so that its answers can only be read. “Find the video…” in the "
                  "menu Library looks for it in a folder that you choose.")
            .arg(name);
      });
    });
    return;
  }
  chooser_.choose_folder(window_, QFileInfo(from_path(searched_->video.file)).path(),
                         [this, session](const QString& folder) {
                           if (!searched_ || searched_->id != session) return;
                           searched_folder_ = folder;
                           library_.find_moved_video(session, to_path(folder));
                         });
}

}  // namespace vp::ui
