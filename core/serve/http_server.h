#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "serve/api_key.h"
#include "serve/metrics.h"
#include "serve/request_limits.h"
#include "serve/request_queue.h"

namespace vp::serve {

struct HttpOptions {
  std::string host = "127.0.0.1";
  int port = 8000;  ///< 0: any that is free
  ApiKey key{};
  /// Of the web pages that may ask from a browser, "https://host:port"; "*": all. Others are refused.
  std::vector<std::string> origins{};
  int most_seconds = 600;  ///< that answering one request may take

  /// Throws base::Error(Usage) for what cannot be, and for a host that others reach without a key.
  void validate() const;
};

/// Takes requests over HTTP, hands them to the queue and gives back what is answered. Threads of its own read
/// and write; nothing is computed here.
class HttpServer {
 public:
  /// `queue` and `metrics` live longer.
  HttpServer(HttpOptions options, RequestLimits limits, RequestQueue& queue, Metrics& metrics);
  /// Ends as stop() does.
  ~HttpServer();

  /// Takes the port. Throws base::Error(Usage) where it cannot be had.
  int bind();
  /// Begins to answer; `context`: the model's longest prompt and answer together, in tokens.
  void start(std::int64_t context);
  /// Takes no more requests, ends all connections and waits for its threads. What is pending must have got
  /// its end before.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::serve
