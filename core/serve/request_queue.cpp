#include "serve/request_queue.h"

#include <algorithm>
#include <utility>

namespace vp::serve {

void PendingAnswer::begin() {
  const std::lock_guard lock(mutex_);
  began_at_ = Clock::now();
  changed_.notify_all();
}

void PendingAnswer::add_text(std::string_view piece) {
  if (piece.empty()) return;
  const std::lock_guard lock(mutex_);
  text_ += piece;
  changed_.notify_all();
}

void PendingAnswer::end(AnswerFacts facts) {
  const std::lock_guard lock(mutex_);
  end_ = std::move(facts);
  changed_.notify_all();
}

void PendingAnswer::fail(RequestFault fault) {
  const std::lock_guard lock(mutex_);
  if (!end_ && !fault_) fault_ = std::move(fault);
  changed_.notify_all();
}

PendingAnswer::News PendingAnswer::wait(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, most, [this] { return !text_.empty() || end_ || fault_; });
  return {std::exchange(text_, {}), end_, fault_, began_at_};
}

void PendingAnswer::stop(bool for_time) {
  {
    const std::lock_guard lock(mutex_);
    for_time_ = for_time_ || for_time;
  }
  stop_.request_stop();
}

bool PendingAnswer::stopped_for_time() const {
  const std::lock_guard lock(mutex_);
  return for_time_;
}

bool RequestQueue::push(const PendingAnswerPtr& pending) {
  const std::lock_guard lock(mutex_);
  if (count_ >= most_ || closed_) return false;
  std::deque<PendingAnswerPtr>& own = waiting_[pending->client];
  if (own.empty()) turns_.push_back(pending->client);
  own.push_back(pending);
  ++count_;
  changed_.notify_one();
  return true;
}

PendingAnswerPtr RequestQueue::pop(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  running_ = false;
  if (!changed_.wait(lock, stop, [this] { return count_ > 0; })) return nullptr;
  const std::string client = std::move(turns_.front());
  turns_.pop_front();
  const auto own = waiting_.find(client);
  PendingAnswerPtr next = std::move(own->second.front());
  own->second.pop_front();
  if (own->second.empty())
    waiting_.erase(own);
  else
    turns_.push_back(client);
  --count_;
  running_ = true;
  return next;
}

void RequestQueue::remove(const PendingAnswerPtr& pending) {
  const std::lock_guard lock(mutex_);
  const auto own = waiting_.find(pending->client);
  if (own == waiting_.end()) return;
  const auto place = std::find(own->second.begin(), own->second.end(), pending);
  if (place == own->second.end()) return;
  own->second.erase(place);
  --count_;
  if (!own->second.empty()) return;
  turns_.erase(std::find(turns_.begin(), turns_.end(), pending->client));
  waiting_.erase(own);
}

std::vector<PendingAnswerPtr> RequestQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  std::vector<PendingAnswerPtr> all;
  for (const auto& [client, own] : waiting_) all.insert(all.end(), own.begin(), own.end());
  waiting_.clear();
  turns_.clear();
  count_ = 0;
  return all;
}

bool RequestQueue::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::size_t RequestQueue::waiting() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

std::size_t RequestQueue::running() const {
  const std::lock_guard lock(mutex_);
  return running_ ? 1 : 0;
}

}  // namespace vp::serve
