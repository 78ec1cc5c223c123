#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "engine/conversation.h"
#include "library/video_cache.h"
#include "serve/conversation_pool.h"
#include "serve/film_store.h"
#include "serve/metrics.h"
#include "serve/request_queue.h"

namespace vp::serve {

struct AnswererOptions {
  std::size_t conversations = 2;  ///< that are kept, each with keys and values for the model's whole context
  std::int64_t film_bytes = std::int64_t{1} << 30;  ///< of films that came with requests
  std::filesystem::path folder{};                   ///< where these are kept while the program runs
};

/// Answers requests, one after the other, where it is called.
class Answerer {
 public:
  /// `cache` may be null. Throws base::Error(Output).
  Answerer(std::shared_ptr<const engine::Model> model, std::shared_ptr<const library::VideoCache> cache,
           const AnswererOptions& options);

  /// Gives an answer or a fault to whoever waits. A stop ends the answer within a token. Throws
  /// base::Error(Device) when the GPU failed, so that no other one can be answered.
  void answer(PendingAnswer& pending, Metrics& metrics, const std::stop_token& stop);

 private:
  AnswerFacts answered(PendingAnswer& pending, const std::stop_token& stop);
  void keep_film();
  engine::VideoRequest video_request(const ChatRequest& request, const std::stop_token& stop);
  /// The conversation that has the request's turns, and whether its film was known.
  engine::Conversation& conversation_of(const ChatRequest& request, bool& was_known,
                                        const std::stop_token& stop);

  std::shared_ptr<const engine::Model> model_;
  std::shared_ptr<const library::VideoCache> cache_;
  FilmStore films_;
  ConversationPool pool_;
  const engine::Conversation* to_keep_ = nullptr;  ///< whose film was encoded for the answer that is given
};

}  // namespace vp::serve
