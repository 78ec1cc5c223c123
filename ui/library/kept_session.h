#pragma once

#include <set>

#include "library/session_store.h"

namespace vp::ui {

/// A session as the window shows it, beside what of it is on the disk.
class KeptSession {
 public:
  /// Nothing of it is on the disk when its id is 0.
  explicit KeptSession(library::StoredSession session);

  const library::StoredSession& session() const { return session_; }
  void put_turn(int place, const library::StoredTurn& turn);
  void truncate(int count);
  void set_record(const transcript::Transcript& record);
  void set_view(std::int64_t position_frame, std::vector<std::byte> layout);

  bool written() const { return session_.id != 0 && !facts_changed_ && !cut_ && changed_turns_.empty(); }
  /// Writes what is not on the disk yet. Throws Error(Output); what was not written is tried again.
  void write(library::SessionStore& store);

 private:
  library::StoredSession session_;
  bool facts_changed_ = false;
  bool cut_ = false;  ///< turns behind the last one may still be on the disk
  std::set<int> changed_turns_;
};

}  // namespace vp::ui
