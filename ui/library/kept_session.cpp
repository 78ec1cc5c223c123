#include "ui/library/kept_session.h"

#include <utility>

namespace vp::ui {

KeptSession::KeptSession(library::StoredSession session) : session_(std::move(session)) {}

void KeptSession::put_turn(int place, const library::StoredTurn& turn) {
  auto& turns = session_.turns;
  const auto index = static_cast<std::size_t>(place);
  if (index > turns.size()) return;  // there is never a gap
  if (index == turns.size())
    turns.push_back(turn);
  else
    turns[index] = turn;
  changed_turns_.insert(place);
}

void KeptSession::truncate(int count) {
  if (static_cast<std::size_t>(count) >= session_.turns.size()) return;
  session_.turns.resize(static_cast<std::size_t>(count));
  changed_turns_.erase(changed_turns_.lower_bound(count), changed_turns_.end());
  cut_ = true;
}

void KeptSession::set_record(const transcript::Transcript& record) {
  session_.record = record;
  facts_changed_ = true;
}

void KeptSession::set_view(std::int64_t position_frame, std::vector<std::byte> layout) {
  if (session_.position_frame == position_frame && session_.layout == layout) return;
  session_.position_frame = position_frame;
  session_.layout = std::move(layout);
  facts_changed_ = true;
}

void KeptSession::write(library::SessionStore& store) {
  if (session_.id == 0) {
    session_.id = store.add_session(session_);
  } else {
    if (facts_changed_) store.update_session(session_);
    if (cut_) store.truncate(session_.id, static_cast<int>(session_.turns.size()));
    for (const int place : changed_turns_)
      store.put_turn(session_.id, place, session_.turns[static_cast<std::size_t>(place)]);
  }
  facts_changed_ = false;
  cut_ = false;
  changed_turns_.clear();
}

}  // namespace vp::ui
