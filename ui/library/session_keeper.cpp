#include "ui/library/session_keeper.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "ui/look/format.h"

namespace vp::ui {

library::SessionStore& SessionKeeper::store() {
  if (!opened) {
    opened = library::SessionStore::open(options);
    seen_changes = opened->changes_by_others();
    notice = opened->notice();
  }
  return *opened;
}

void SessionKeeper::begin(library::StoredSession session) {
  const qint64 taken = std::exchange(loaded, 0);
  if (taken != session.id) give_back(taken);
  if (session.id != 0 && opened) opened->claim(session.id);
  sessions.emplace_back(std::move(session));
  open = true;
}

bool SessionKeeper::take(qint64 session) {
  give_back(std::exchange(loaded, 0));
  if (!store().claim(session)) return false;
  loaded = session;
  return true;
}

void SessionKeeper::give_back(qint64 session) {
  const bool kept = std::any_of(sessions.begin(), sessions.end(),
                                [session](const KeptSession& one) { return one.session().id == session; });
  if (session != 0 && !kept && opened) opened->release(session);
}

bool SessionKeeper::write() {
  std::exception_ptr failure;
  bool added = false;
  for (auto session = sessions.begin(); session != sessions.end();) {
    try {
      const bool is_new = session->session().id == 0;
      if (!session->written()) session->write(store());
      if (is_new) store().claim(session->session().id);
      added |= is_new;
      const bool done = !open || std::next(session) != sessions.end();
      const qint64 id = session->session().id;
      session = done ? sessions.erase(session) : std::next(session);
      if (done) give_back(id);
    } catch (...) {
      if (!failure) failure = std::current_exception();
      ++session;
    }
  }
  if (failure) std::rethrow_exception(failure);
  return added;
}

}  // namespace vp::ui
