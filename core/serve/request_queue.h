#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "serve/chat_reply.h"
#include "serve/chat_request.h"
#include "serve/request_error.h"

namespace vp::serve {

/// A request on its way to its answer. The thread of its connection waits for what comes; the one that
/// answers gives it. Either may end it.
class PendingAnswer {
 public:
  using Clock = std::chrono::steady_clock;

  PendingAnswer(ChatRequest asked, std::string for_client)
      : streamed(asked.stream),
        with_usage(asked.include_usage),
        client(std::move(for_client)),
        asked_at(Clock::now()),
        request(std::move(asked)) {}

  const bool streamed, with_usage;  ///< as the request says
  const std::string client;
  const Clock::time_point asked_at;
  ChatRequest request;  ///< of the thread that answers alone

  // For the thread that answers.
  void begin();
  void add_text(std::string_view piece);
  void end(AnswerFacts facts);
  void fail(RequestFault fault);

  // For the thread that waits.
  struct News {
    std::string text;  ///< since the last time
    std::optional<AnswerFacts> end{};
    std::optional<RequestFault> fault{};
    std::optional<Clock::time_point> began_at{};
  };
  /// What came meanwhile; waits until something comes, at most so long.
  News wait(std::chrono::milliseconds most);

  /// Ends the answer where it is. `for_time`: it took too long, and what came so far is the answer.
  void stop(bool for_time);
  bool stopped_for_time() const;
  std::stop_token stop_token() const { return stop_.get_token(); }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string text_;
  std::optional<AnswerFacts> end_;
  std::optional<RequestFault> fault_;
  std::optional<Clock::time_point> began_at_;
  bool for_time_ = false;
  std::stop_source stop_;
};

using PendingAnswerPtr = std::shared_ptr<PendingAnswer>;

/// Who waits for an answer. Clients take turns, whatever each has asked for: who asks a hundred questions at
/// once does not keep out who asks one. May be used by any thread.
class RequestQueue {
 public:
  explicit RequestQueue(std::size_t most) : most_(most) {}

  /// False when as many wait already as may, or none is answered any more.
  bool push(const PendingAnswerPtr& pending);
  /// The next one's turn; null when stopped. It is running until the next call.
  PendingAnswerPtr pop(const std::stop_token& stop);
  /// It is not to be answered any more, if it waits.
  void remove(const PendingAnswerPtr& pending);

  /// None is taken any more; gives those that wait.
  std::vector<PendingAnswerPtr> close();
  bool is_closed() const;

  std::size_t waiting() const;
  std::size_t running() const;
  std::size_t most() const { return most_; }

 private:
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, std::deque<PendingAnswerPtr>> waiting_;  ///< by client; no deque is empty
  std::deque<std::string> turns_;                                ///< each client that waits, once
  std::size_t count_ = 0;
  bool running_ = false, closed_ = false;
};

}  // namespace vp::serve
