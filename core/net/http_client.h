#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
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

/// What is read from a server without changing anything there.
struct HttpFetch {
  std::string url;                   ///< http or https
  std::vector<std::string> headers;  ///< "Name: value"
  bool head_only = false;
  std::int64_t from = 0;  ///< the first byte wanted; above 0 a range is asked for
  std::chrono::milliseconds connect_timeout{20000};
  std::chrono::seconds most_silence{30};  ///< without a kilobyte a second of the body
};

struct HttpHead {
  long status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case; of several with one name the last
  std::optional<double> retry_after_s;

  /// Empty where there is none.
  const std::string& header(const std::string& name) const;
};

/// There is no reply: no connection, a cut one, too late, too long. May be mended by trying again.
class NoReply : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Speaks HTTP through libcurl; connections are kept. Redirections are not followed: they would carry a
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

  /// Asks for bytes as they are stored (no compression). `on_body` gets them as they come, with the head
  /// before it; where it gives false the rest is not read, and that is no failure. What it throws is thrown
  /// on. Throws NoReply also where the body is shorter than its head says, base::Error(Stopped) within a
  /// second.
  using OnBody = std::function<bool(const HttpHead& head, std::span<const std::byte> bytes)>;
  HttpHead fetch(const HttpFetch& fetch, const OnBody& on_body, const std::stop_token& stop = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// "https://host:port" of an address, in lower case and with the scheme's own port left out: where a key may
/// be sent that was meant for it. Empty where it is no such address.
std::string origin_of(const std::string& url);
/// Where a reply's Location leads, from the address that was asked; empty where it is no address.
std::string resolved(const std::string& url, const std::string& location);
/// Whether the address is http or https, names a host and holds no user or password.
bool is_plain_http_url(const std::string& url);
/// Whether what is sent there can be read on the way: http to another machine.
bool is_readable_on_the_way(const std::string& url);

}  // namespace vp::net
