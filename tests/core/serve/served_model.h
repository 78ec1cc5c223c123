#pragma once

// The endpoint on loopback with the golden checkpoint behind it, and a client that sees every byte.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include <QByteArray>
#include <QTemporaryDir>

#include "base/error.h"
#include "serve/answerer.h"
#include "serve/http_server.h"
#include "support/golden_clips.h"

namespace vp::test {

using nlohmann::json;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

inline const std::string kToTheEnd = "nothing that is ever sent";

/// A connection as a client has it, byte by byte.
class Client {
 public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
  }
  ~Client() { close(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t count = ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return;
      sent += static_cast<std::size_t>(count);
    }
  }
  /// What comes until `mark` has come, the other end has closed, or it takes too long.
  std::string read_until(const std::string& mark, std::chrono::seconds most = 60s) {
    const auto last = Clock::now() + most;
    while (read_.find(mark) == std::string::npos && Clock::now() < last) {
      pollfd waiting{socket_, POLLIN, 0};
      if (::poll(&waiting, 1, 100) <= 0) continue;
      char buffer[4096];
      const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      read_.append(buffer, static_cast<std::size_t>(count));
    }
    return read_;
  }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

 private:
  int socket_;
  std::string read_;
};

struct Reply {
  int status = 0;
  std::string head, body;
  json object() const { return json::parse(body, nullptr, false); }
};

inline std::string http_post(const std::string& body, const std::string& more = {}) {
  return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
         "Content-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}

inline Reply reply_of(const std::string& text) {
  Reply reply;
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string::npos) return reply;
  reply.head = text.substr(0, end);
  reply.body = text.substr(end + 4);
  reply.status = std::stoi(reply.head.substr(reply.head.find(' ') + 1));
  return reply;
}

inline std::string base64_of(const std::string& bytes) {
  return QByteArray::fromStdString(bytes).toBase64().toStdString();
}
inline std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline json part_of(const std::string& url) {
  return {{"type", "video_url"}, {"video_url", {{"url", url}}}};
}
inline json user(const json& part, const std::string& text) {
  return {{"role", "user"}, {"content", json::array({part, {{"type", "text"}, {"text", text}}})}};
}

/// A model that never says the end token, in a long context.
inline std::shared_ptr<const vp::engine::Model> load_endless_model(const fs::path& copy) {
  fs::create_directory(copy);
  fs::copy(vp::test::kGoldenFolder / "checkpoint" / "tokenizer.model", copy / "tokenizer.model");
  const auto weights = vp::checkpoint::open_weights(vp::test::kGoldenFolder / "checkpoint");
  vp::checkpoint::TensorsToWrite tensors;
  for (const vp::checkpoint::TensorInfo& info : weights->tensors()) {
    const auto bytes = std::make_shared<std::vector<std::byte>>(info.byte_count());
    weights->read(info, *bytes);
    if (info.name == "lm_head.weight") {
      const auto row = static_cast<std::ptrdiff_t>(bytes->size() / 512);
      std::fill(bytes->begin() + 2 * row, bytes->begin() + 3 * row, std::byte{0});
    }
    tensors.add(info.name, info.dtype, info.shape, *bytes, bytes);
  }
  vp::checkpoint::write_safetensors(copy / "model.safetensors", tensors.tensors(), {});
  json config = json::parse(std::ifstream(vp::test::kGoldenFolder / "checkpoint" / "config.json"));
  config["max_position_embeddings"] = 65536;
  std::ofstream(copy / "config.json") << config;
  vp::engine::LoadOptions options = vp::test::golden_load_options(1);
  options.folder = copy;
  vp::base::NoProgress progress;
  return vp::engine::Model::load(options, progress);
}

/// All of the server, with a thread that answers.
class Service {
 public:
  explicit Service(std::shared_ptr<const vp::engine::Model> model, serve::HttpOptions http = {},
                   std::size_t waiting = 8, const fs::path& cache = {})
      : queue_(waiting) {
    http.port = 0;
    serve::RequestLimits limits;
    limits.model = "golden";
    limits.most_body_bytes = 4 << 20;
    limits.folders = serve::AllowedFolders({vp::test::kGoldenFolder});
    server_ = std::make_unique<serve::HttpServer>(std::move(http), limits, queue_, metrics_);
    port = server_->bind();
    server_->start(2048);
    thread_ = std::jthread([this, model, cache](const std::stop_token& stop) {
      serve::AnswererOptions options;
      options.folder = folder_.path().toStdString();
      std::shared_ptr<const vp::library::VideoCache> kept;
      if (!cache.empty())
        kept = std::make_shared<const vp::library::VideoCache>(vp::library::CacheOptions{cache});
      serve::Answerer answerer(model, kept, options);
      while (const serve::PendingAnswerPtr next = queue_.pop(stop)) answerer.answer(*next, metrics_, stop);
      for (const serve::PendingAnswerPtr& next : queue_.close())
        next->fail({503, "The server is being ended.", "server_error"});
    });
  }
  ~Service() { stop(); }
  void stop() {
    if (thread_.joinable()) {
      thread_.request_stop();
      thread_.join();
    }
    server_->stop();
  }

  Reply send(const std::string& text) const {
    Client client(port);
    client.send(text);
    return reply_of(client.read_until(kToTheEnd, 60s));
  }
  Reply get(const std::string& path, const std::string& more = {}) const {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
                "\r\nConnection: close\r\n" + more + "\r\n");
  }
  Reply ask(const json& request, const std::string& more = {}) const {
    return send(http_post(request.dump(), more));
  }
  /// The number that /metrics gives; -1 where it gives none.
  double metric(const std::string& name, const std::string& more = {}) const {
    const std::string text = "\n" + get("/metrics", more).body;
    const std::size_t at = text.find("\nvideopanda_" + name + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + 13 + name.size()));
  }
  bool reaches(const std::string& name, double number, std::chrono::milliseconds most = 5000ms) const {
    const auto last = Clock::now() + most;
    while (metric(name) != number)
      if (Clock::now() > last) return false;
    return true;
  }
  QString films() const { return folder_.path(); }

  int port = 0;

 private:
  QTemporaryDir folder_;
  serve::RequestQueue queue_;
  serve::Metrics metrics_;
  std::unique_ptr<serve::HttpServer> server_;
  std::jthread thread_;
};

inline const std::string kClip = "clip_landscape.mkv";

inline json golden_request(const json& more = json::object(), const std::string& clip = kClip) {
  const json entry = vp::test::golden_clip(clip);
  json request{
      {"model", "golden"},
      {"max_tokens", 48},
      {"messages",
       json::array({user(part_of("file://" + (fs::canonical(vp::test::kGoldenFolder) / clip).string()),
                         entry["turns"].back()[0].get<std::string>())})}};
  request.update(more);
  return request;
}

/// What the endless model answers for minutes.
inline json endless_request(bool streamed = false) {
  return golden_request(
      {{"max_tokens", 60000},
       {"stream", streamed},
       {"messages",
        json::array(
            {user(part_of("file://" + (fs::canonical(vp::test::kGoldenFolder) / "clip_short.mkv").string()),
                  "Why?")})}});
}

/// The events of a streamed reply, without its chunks' lengths.
inline std::vector<json> events_of(const std::string& body) {
  std::vector<json> events;
  for (std::size_t at = body.find("data: "); at != std::string::npos; at = body.find("data: ", at + 1)) {
    const std::string text = body.substr(at + 6, body.find("\n\n", at) - at - 6);
    events.push_back(text == "[DONE]" ? json("[DONE]") : json::parse(text, nullptr, false));
  }
  return events;
}

inline std::string content_of(const Reply& reply) {
  return reply.status == 200 ? reply.object()["choices"][0]["message"]["content"].get<std::string>()
                             : reply.head + reply.body;
}

}  // namespace vp::test
