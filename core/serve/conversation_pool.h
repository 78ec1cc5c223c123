#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <vector>

#include "engine/conversation.h"
#include "serve/chat_request.h"

namespace vp::serve {

/// Conversations with their keys and values, for requests that go on with one of them. A protocol that sends
/// all of a conversation with each question has no name for it: it is found by its film and its turns.
class ConversationPool {
 public:
  explicit ConversationPool(std::size_t most) : most_(most) {}

  /// The one about this film that has most turns in common with these; null where none is about it. It stays
  /// until the next call of add() or remove().
  engine::Conversation* find(const std::string& film, const std::vector<ChatTurn>& turns);
  /// The one that was not used for the longest time makes room.
  engine::Conversation& add(const std::string& film, engine::Conversation conversation);
  /// Room for one more is made now, before its keys and values take memory.
  void make_room();
  void remove(const engine::Conversation& conversation);
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string film;
    engine::Conversation conversation;
  };
  const std::size_t most_;
  std::list<Entry> entries_;  ///< the one that was used last in front
};

/// How many of its first turns a conversation has as these are.
std::size_t common_turns(const engine::Conversation& conversation, const std::vector<ChatTurn>& turns);
/// Afterwards the conversation has these turns; those that it had stay, with their tokens.
void go_to(engine::Conversation& conversation, const std::vector<ChatTurn>& turns);

}  // namespace vp::serve
