#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

namespace vp::net {

struct HttpRequest {
  std::string url;                   ///< http or https
  std::string body;                  ///< posted as JSON
  std::vector<std::string> headers;  ///< "Name: value", beside the content type
  std::chrono::milliseconds timeout{120000};
  std::size_t most_bytes = std::size_t{1} << 20;  ///< of the reply's body
};

struct HttpReply {
  long status = 0;  ///< 200, 429, …
  std::string body;
  std::optional<double> retry_after_s;  ///< what the server asks to wait
};

/// There is no reply: no connection, a cut one, too late, too long. May be mended by trying again.
class NoReply : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Posts over HTTP, through libcurl; connections are kept. Redirections are not followed: they would carry a
/// key to another host. One thread at a time.
class HttpClient {
 public:
  /// Throws base::Error(Device) where libcurl cannot begin.
  HttpClient();
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Throws NoReply, base::Error(Stopped) within a second.
  HttpReply post(const HttpRequest& request, const std::stop_token& stop = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether the address is http or https, names a host and holds no user or password.
bool is_plain_http_url(const std::string& url);
/// Whether what is sent there can be read on the way: http to another machine.
bool is_readable_on_the_way(const std::string& url);

}  // namespace vp::net
