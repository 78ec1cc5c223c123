#include "serve/conversation_pool.h"

#include <algorithm>
#include <utility>

namespace vp::serve {

std::size_t common_turns(const engine::Conversation& conversation, const std::vector<ChatTurn>& turns) {
  const std::vector<engine::Turn>& own = conversation.turns();
  std::size_t count = 0;
  while (count < own.size() && count < turns.size() && own[count].question == turns[count].question &&
         own[count].answer == turns[count].answer)
    ++count;
  return count;
}

void go_to(engine::Conversation& conversation, const std::vector<ChatTurn>& turns) {
  const std::size_t common = common_turns(conversation, turns);
  conversation.truncate(common);
  for (std::size_t i = common; i < turns.size(); ++i)
    conversation.add_known_turn(turns[i].question, turns[i].answer);
}

engine::Conversation* ConversationPool::find(const std::string& film, const std::vector<ChatTurn>& turns) {
  auto best = entries_.end();
  std::size_t most = 0;
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->film != film) continue;
    const std::size_t common = common_turns(entry->conversation, turns);
    if (best != entries_.end() && common <= most) continue;
    best = entry;
    most = common;
  }
  if (best == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, best);
  return &entries_.front().conversation;
}

void ConversationPool::make_room() {
  while (!entries_.empty() && entries_.size() >= most_) entries_.pop_back();
}

engine::Conversation& ConversationPool::add(const std::string& film, engine::Conversation conversation) {
  make_room();
  entries_.push_front({film, std::move(conversation)});
  return entries_.front().conversation;
}

void ConversationPool::remove(const engine::Conversation& conversation) {
  entries_.remove_if([&](const Entry& entry) { return &entry.conversation == &conversation; });
}

}  // namespace vp::serve
