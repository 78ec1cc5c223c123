#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "serve/chat_reply.h"

namespace vp::serve {

/// What was done so far, in the text form that Prometheus reads. May be used by any thread.
class Metrics {
 public:
  /// A request for an answer got its reply.
  void replied(int status);
  /// Whoever asked went away.
  void abandoned();
  /// It waited so long before it was answered.
  void waited(double seconds);
  void answered(const AnswerFacts& facts, double seconds);

  /// How long an answer took on average; `otherwise` before the first one.
  double mean_seconds(double otherwise) const;
  std::string text(std::size_t waiting, std::size_t running) const;

 private:
  mutable std::mutex mutex_;
  std::map<int, std::int64_t> replies_;  ///< by status
  std::int64_t abandoned_ = 0, answers_ = 0, waits_ = 0;
  std::int64_t prompt_tokens_ = 0, reused_tokens_ = 0, answer_tokens_ = 0;
  std::int64_t films_encoded_ = 0, films_known_ = 0;
  double answer_seconds_ = 0, waiting_seconds_ = 0;
};

}  // namespace vp::serve
