#include "serve/http_server.h"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <thread>
#include <utility>

#include "base/error.h"
#include "base/utc_time.h"
#include "serve/chat_reply.h"
#include "serve/peer_socket.h"

namespace vp::serve {
namespace {

using namespace std::chrono_literals;
using httplib::Request;
using httplib::Response;

constexpr auto kGlance = 50ms;  ///< how often a connection is looked after while nothing comes
/// Bodies that are read or wait, all together, as a multiple of the longest one.
constexpr std::size_t kBodiesAtOnce = 8;
constexpr int kSpareConnections = 32;  ///< beside those that wait for an answer

constexpr const char* kJson = "application/json";

void reply_with(Response& response, const RequestFault& fault) {
  response.status = fault.status;
  if (fault.retry_after_s) response.set_header("Retry-After", std::to_string(*fault.retry_after_s));
  response.set_content(error_body(fault), kJson);
}

RequestFault busy(std::string message, double seconds) {
  RequestFault fault{429, std::move(message), "rate_limit_error", {}, "busy"};
  fault.retry_after_s = static_cast<int>(std::clamp(std::ceil(seconds), 1.0, 3600.0));
  return fault;
}

RequestFault ending() {
  RequestFault fault{503, "The server is being ended.", "server_error", {}, "shutting_down"};
  return fault;
}

/// The host of a Host header.
std::string host_of(std::string text) {
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.rfind(':');
  if (colon != std::string::npos && (bracket == std::string::npos || colon > bracket)) text.resize(colon);
  return text;
}

/// Part of a budget that is given back.
class Share {
 public:
  Share(std::atomic<std::size_t>& used, std::size_t most) : used_(used), most_(most) {}
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  ~Share() { used_ -= own_; }
  bool add(std::size_t bytes) {
    own_ += bytes;
    return (used_ += bytes) <= most_;
  }

 private:
  std::atomic<std::size_t>& used_;
  const std::size_t most_;
  std::size_t own_ = 0;
};

class Counted {
 public:
  explicit Counted(std::atomic<int>& count) : count_(count) { ++count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --count_; }

 private:
  std::atomic<int>& count_;
};

/// Whether who asked is still there, as this version of the library lets one know.
template <typename AnyRequest>
std::function<bool()> departure_of(const AnyRequest& request, int port) {
  if constexpr (requires { request.is_connection_closed(); }) {
    (void)port;
    return request.is_connection_closed;
  } else {
    const int socket = socket_of_peer(request.remote_addr, request.remote_port, port);
    return [socket] { return is_closed_by_peer(socket); };
  }
}

}  // namespace

void HttpOptions::validate() const {
  const auto refuse = [](const std::string& sentence) {
    throw base::Error(base::ErrorCode::Usage, base::untranslated(sentence));
  };
  if (port < 0 || port > 65535) refuse("A port is a number from 0 to 65535.");
  if (most_seconds < 1) refuse("A request needs at least a second.");
  if (!is_loopback(host) && !key.is_set())
    refuse("\"" + host +
           "\" can be reached by other machines, and then a key is needed: set VIDEOPANDA_API_KEY, or name a "
           "file with --key-file.");
  for (const std::string& origin : origins)
    if (origin != "*" && !origin.starts_with("http://") && !origin.starts_with("https://"))
      refuse("\"" + origin + "\" is no web page's origin; give one such as https://example.org, or *.");
}

struct HttpServer::Impl {
  HttpOptions options;
  RequestLimits limits;
  RequestQueue& queue;
  Metrics& metrics;
  httplib::Server server;
  int port = 0;
  std::int64_t context = 0;
  const std::int64_t started_s = base::now_ms() / 1000;
  std::atomic<std::int64_t> replies = 0;
  std::atomic<std::size_t> body_bytes = 0;
  std::atomic<int> open_replies = 0;  ///< of requests that were read and are not answered to their end
  std::atomic<bool> is_over = false;
  int listening = -1;
  std::thread thread;

  Impl(HttpOptions options_, RequestLimits limits_, RequestQueue& queue_, Metrics& metrics_)
      : options(std::move(options_)), limits(std::move(limits_)), queue(queue_), metrics(metrics_) {
    set_up();
  }

  /// A request on its way through a connection.
  struct Asked {
    PendingAnswerPtr pending;
    ReplyHead head;
    std::function<bool()> is_gone;
    std::unique_ptr<Share> bytes;
    std::unique_ptr<Counted> counted;
    std::string body;
    PendingAnswer::News news{};  ///< that is not written yet
    bool opened = false, ended = false;
  };

  void set_up();
  bool may_ask(const Request& request, Response& response) const;
  void allow_origin(const Request& request, Response& response) const;
  bool is_allowed_origin(const std::string& origin) const;

  void chat(const Request& request, Response& response, const httplib::ContentReader& reader);
  std::shared_ptr<Asked> ask(const Request& request, const httplib::ContentReader& reader);
  std::string read_body(const httplib::ContentReader& reader, Share& share) const;
  PendingAnswer::News next_news(Asked& asked, std::chrono::milliseconds most);
  void reply_whole(Asked& asked, Response& response);
  void stream(const std::shared_ptr<Asked>& asked, Response& response);
  bool write_news(Asked& asked, httplib::DataSink& sink);
  void leave(Asked& asked);
  void fault(const RequestFault& fault, Response& response) {
    metrics.replied(fault.status);
    reply_with(response, fault);
  }
};

void HttpServer::Impl::set_up() {
  server.set_read_timeout(15, 0);
  server.set_write_timeout(30, 0);
  server.set_keep_alive_max_count(1000);
  server.set_payload_max_length(limits.most_body_bytes);
  server.set_tcp_nodelay(true);  // each piece of an answer as it comes
  server.set_socket_options([this](auto socket) {
    listening = static_cast<int>(socket);
    prepare_listening(listening);
  });
  const std::size_t threads = queue.most() + kSpareConnections;
  server.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };

  server.set_pre_routing_handler([this](const Request& request, Response& response) {
    if (!may_ask(request, response)) return httplib::Server::HandlerResponse::Handled;
    allow_origin(request, response);
    if (request.method != "OPTIONS") return httplib::Server::HandlerResponse::Unhandled;
    response.set_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    response.set_header("Access-Control-Allow-Headers", "Authorization, Content-Type");
    response.status = 204;
    return httplib::Server::HandlerResponse::Handled;
  });
  server.set_error_handler(httplib::Server::Handler([](const Request& request, Response& response) {
    if (!response.body.empty()) return;
    RequestFault fault{response.status, "The request cannot be read."};
    if (response.status == 404)
      fault.message =
          "There is no " + request.method + " " + request.path.substr(0, 200) +
          " here; there are GET /v1/models, POST /v1/chat/completions, GET /health and GET /metrics.";
    if (response.status == 413) fault.message = "The request is larger than the server allows.";
    response.set_content(error_body(fault), kJson);
  }));
  server.set_exception_handler([](const Request&, Response& response, const std::exception_ptr&) {
    reply_with(response,
               {500, "The request could not be handled; there may not be enough memory.", "server_error"});
  });
  server.Get("/health", [this](const Request&, Response& response) {
    const bool ends = queue.is_closed();
    response.status = ends ? 503 : 200;
    response.set_content(ends ? R"({"status":"ending"})" : R"({"status":"ok"})", kJson);
  });
  server.Get("/metrics", [this](const Request&, Response& response) {
    response.set_content(metrics.text(queue.waiting(), queue.running()), "text/plain; version=0.0.4");
  });
  server.Get("/v1/models", [this](const Request&, Response& response) {
    response.set_content(models_body(limits.model, started_s, context), kJson);
  });
  server.Post("/v1/chat/completions",
              [this](const Request& request, Response& response, const httplib::ContentReader& reader) {
                chat(request, response, reader);
              });
}

bool HttpServer::Impl::is_allowed_origin(const std::string& origin) const {
  return std::any_of(options.origins.begin(), options.origins.end(),
                     [&](const std::string& allowed) { return allowed == "*" || allowed == origin; });
}

void HttpServer::Impl::allow_origin(const Request& request, Response& response) const {
  if (!request.has_header("Origin")) return;
  response.set_header("Access-Control-Allow-Origin", request.get_header_value("Origin"));
  response.set_header("Vary", "Origin");
}

bool HttpServer::Impl::may_ask(const Request& request, Response& response) const {
  if (request.has_header("Origin") && !is_allowed_origin(request.get_header_value("Origin"))) {
    reply_with(response, {403,
                          "Web pages may not ask here; --allow-origin names those that may.",
                          "permission_error",
                          {},
                          "origin_not_allowed"});
    return false;
  }
  // A web page's own name may lead to this machine, and its browser would take us for that page's server.
  if (is_loopback(options.host) && request.has_header("Host") &&
      !is_loopback(host_of(request.get_header_value("Host")))) {
    reply_with(response, {403,
                          "This server is asked under another name than localhost.",
                          "permission_error",
                          {},
                          "host_not_allowed"});
    return false;
  }
  for (const char* header : {"Range", "Content-Encoding"})
    if (request.has_header(header)) {
      reply_with(response, {400, std::string(header) + " is not supported here."});
      return false;
    }
  if (request.path == "/health" || request.method == "OPTIONS") return true;
  if (options.key.is_shown_by(request.get_header_value("Authorization"))) return true;
  response.set_header("WWW-Authenticate", "Bearer");
  reply_with(response, {401,
                        "The key is missing or wrong; send it as Authorization: Bearer KEY.",
                        "authentication_error",
                        {},
                        "invalid_api_key"});
  return false;
}

std::string HttpServer::Impl::read_body(const httplib::ContentReader& reader, Share& share) const {
  std::string body;
  bool too_long = false, too_many = false, too_slow = false;
  const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(options.most_seconds);
  const bool whole = reader([&](const char* bytes, std::size_t count) {
    too_long = body.size() + count > limits.most_body_bytes;
    too_many = !share.add(count);
    too_slow = std::chrono::steady_clock::now() > last;
    if (too_long || too_many || too_slow) return false;
    body.append(bytes, count);
    return true;
  });
  if (too_many) throw RequestError(busy("Too many large requests wait already.", metrics.mean_seconds(5)));
  if (too_slow) throw RequestError({408, "The request took too long to arrive.", "invalid_request_error"});
  if (too_long || (!whole && body.empty()))
    throw RequestError({413,
                        "The request is larger than the " + std::to_string(limits.most_body_bytes) +
                            " bytes that the server allows; a film below an allowed folder can be named by a "
                            "file:// address.",
                        "invalid_request_error",
                        {},
                        "request_too_large"});
  if (!whole) throw RequestError({400, "The request ended before its announced length."});
  return body;
}

std::shared_ptr<HttpServer::Impl::Asked> HttpServer::Impl::ask(const Request& request,
                                                               const httplib::ContentReader& reader) {
  if (request.get_header_value("Content-Type").find("application/json") == std::string::npos)
    throw RequestError({415, "A request is JSON; send it with Content-Type: application/json."});
  auto asked = std::make_shared<Asked>();
  asked->bytes = std::make_unique<Share>(body_bytes, kBodiesAtOnce * limits.most_body_bytes);
  ChatRequest chat = read_chat_request(read_body(reader, *asked->bytes), limits);
  asked->counted = std::make_unique<Counted>(open_replies);
  asked->head = {"chatcmpl-" + std::to_string(started_s) + "-" + std::to_string(++replies),
                 base::now_ms() / 1000, limits.model};
  asked->is_gone = departure_of(request, port);
  const std::string client = request.remote_addr + " " + chat.user;
  asked->pending = std::make_shared<PendingAnswer>(std::move(chat), client);
  if (!queue.push(asked->pending)) {
    if (queue.is_closed()) throw RequestError(ending());
    throw RequestError(
        busy(std::to_string(queue.waiting()) + " requests wait already, as many as may; ask again later.",
             metrics.mean_seconds(5)));
  }
  return asked;
}

void HttpServer::Impl::chat(const Request& request, Response& response,
                            const httplib::ContentReader& reader) {
  std::shared_ptr<Asked> asked;
  try {
    asked = ask(request, reader);
  } catch (const RequestError& error) {
    return fault(error.fault(), response);
  }
  const bool streamed = asked->pending->streamed;
  // A failure before the first piece has a status of its own.
  do {
    asked->news = next_news(*asked, kGlance);
    if (asked->is_gone()) return leave(*asked);
    asked->body += std::exchange(asked->news.text, {});
  } while (!asked->news.end && !asked->news.fault && !(streamed && !asked->body.empty()));
  if (asked->news.fault) {
    asked->ended = true;
    return fault(*asked->news.fault, response);
  }
  if (streamed)
    stream(asked, response);
  else
    reply_whole(*asked, response);
}

PendingAnswer::News HttpServer::Impl::next_news(Asked& asked, std::chrono::milliseconds most) {
  PendingAnswer::News news = asked.pending->wait(most);
  if (news.began_at && !news.end &&
      PendingAnswer::Clock::now() - *news.began_at > std::chrono::seconds(options.most_seconds))
    asked.pending->stop(true);
  return news;
}

void HttpServer::Impl::leave(Asked& asked) {
  if (std::exchange(asked.ended, true)) return;
  asked.pending->stop(false);
  queue.remove(asked.pending);
  metrics.abandoned();
}

void HttpServer::Impl::reply_whole(Asked& asked, Response& response) {
  asked.ended = true;
  response.status = 200;
  response.set_content(whole_reply(asked.head, asked.body, *asked.news.end), kJson);
  metrics.replied(200);
}

void HttpServer::Impl::stream(const std::shared_ptr<Asked>& asked, Response& response) {
  response.status = 200;
  response.set_header("Cache-Control", "no-cache");
  response.set_header("X-Accel-Buffering", "no");
  response.set_chunked_content_provider(
      "text/event-stream",
      [this, asked](std::size_t, httplib::DataSink& sink) { return write_news(*asked, sink); },
      [this, asked](bool) { leave(*asked); });
}

bool HttpServer::Impl::write_news(Asked& asked, httplib::DataSink& sink) {
  const bool with_usage = asked.pending->with_usage;
  std::string events;
  if (!asked.opened) {
    events = opening_event(asked.head, with_usage);
    asked.opened = true;
  } else if (!asked.news.end) {
    asked.news = next_news(asked, kGlance);
    asked.body = std::exchange(asked.news.text, {});
  }
  if (!asked.body.empty()) events += text_event(asked.head, std::exchange(asked.body, {}), with_usage);
  if (asked.news.fault) {
    events += error_event(*asked.news.fault);
  } else if (asked.news.end) {
    events += end_event(asked.head, *asked.news.end, with_usage);
    if (with_usage) events += usage_event(asked.head, *asked.news.end);
  }
  const bool ends = asked.news.end || asked.news.fault;
  if (ends) events += done_event();
  if (asked.is_gone() || (!events.empty() && !sink.write(events.data(), events.size()))) {
    leave(asked);
    return false;
  }
  if (!ends) return true;
  asked.ended = true;
  metrics.replied(asked.news.fault ? asked.news.fault->status : 200);
  sink.done();
  return true;
}

HttpServer::HttpServer(HttpOptions options, RequestLimits limits, RequestQueue& queue, Metrics& metrics) {
  options.validate();
  limits.validate();
  impl_ = std::make_unique<Impl>(std::move(options), std::move(limits), queue, metrics);
}

HttpServer::~HttpServer() {
  stop();
}

int HttpServer::bind() {
  Impl& self = *impl_;
  const bool bound = self.options.port != 0
                         ? self.server.bind_to_port(self.options.host, self.options.port)
                         : (self.port = self.server.bind_to_any_port(self.options.host)) > 0;
  if (!bound)
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated("Port " + std::to_string(self.options.port) + " of " + self.options.host +
                           " cannot be had; another program may use it, or the address is not this "
                           "machine's. --port takes another one."));
  if (self.options.port != 0) self.port = self.options.port;
  lengthen_backlog(self.listening);
  return self.port;
}

void HttpServer::start(std::int64_t context) {
  Impl& self = *impl_;
  self.context = context;
  self.thread = std::thread([&self] {
    self.server.listen_after_bind();
    self.is_over = true;
  });
  while (!self.server.is_running() && !self.is_over) std::this_thread::sleep_for(1ms);
}

void HttpServer::stop() {
  Impl& self = *impl_;
  if (!self.thread.joinable()) return;
  // What was answered last is still written.
  const auto last = std::chrono::steady_clock::now() + 3s;
  while (self.open_replies > 0 && std::chrono::steady_clock::now() < last) std::this_thread::sleep_for(10ms);
  std::this_thread::sleep_for(100ms);
  self.server.stop();
  end_connections(self.port);
  self.thread.join();
}

}  // namespace vp::serve
