#pragma once

#include <QString>
#include <list>
#include <optional>

#include "base/message.h"
#include "library/session_store.h"
#include "ui/library/kept_session.h"

namespace vp::ui {

/// What lives on the database's thread: the library's file, the session that is open, and those that could
/// not be written yet.
struct SessionKeeper {
  library::StoreOptions options;
  std::optional<library::SessionStore> opened;
  base::Message notice;             ///< of opening, until it was handed over
  std::list<KeptSession> sessions;  ///< the last one is open; before it those that could not be written yet
  bool open = false;                ///< a session is
  qint64 loaded = 0;                ///< a session that was taken, and is in `sessions` as soon as it begins
  std::int64_t seen_changes = 0;    ///< by others

  /// Opened by now. Throws Error(Output).
  library::SessionStore& store();

  KeptSession* current() { return open ? &sessions.back() : nullptr; }

  void begin(library::StoredSession session);

  void end() {
    open = false;
    give_back(std::exchange(loaded, 0));
  }

  /// Takes a session for this window; false when another one has it.
  bool take(qint64 session);

  /// Unless there is something to be written into it.
  void give_back(qint64 session);

  /// Everything that can be written; throws the first reason why something could not. True when a session is
  /// new on the disk.
  bool write();
};

}  // namespace vp::ui
