#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vp::test {

/// An HTTP server on loopback that answers request number n (from 0 on) with whatever bytes it is told to,
/// and closes. `at_once` connections at a time; more than one answer on threads of their own.
class SmallServer {
 public:
  using Answer = std::function<std::string(int number, const std::string& request)>;

  explicit SmallServer(Answer answer, int at_once = 1) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
      std::abort();
    port_ = ntohs(address.sin_port);
    for (int i = 0; i < at_once; ++i)
      threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
  }
  ~SmallServer() {
    for (std::jthread& thread : threads_) thread.request_stop();
    threads_.clear();
    ::close(listener_);
  }

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }
  int requests() const { return requests_; }
  std::vector<std::string> seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

  /// A whole reply.
  static std::string reply(const std::string& body, const std::string& status = "200 OK",
                           const std::string& more = "Content-Type: application/json\r\n") {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n" + more + "\r\n" + body;
  }
  /// A whole reply in which the model says this; `content` is written into JSON as it is.
  static std::string says(const std::string& content) {
    return reply(R"({"choices":[{"message":{"role":"assistant","content":")" + content + R"("}}]})");
  }

 private:
  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) continue;
      const std::string request = read_request(connection);
      {
        const std::lock_guard lock(mutex_);
        seen_.push_back(request);
      }
      const std::string answer = answer_(requests_++, request);
      for (std::size_t sent = 0; sent < answer.size();) {
        const ssize_t count = ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) break;
        sent += static_cast<std::size_t>(count);
      }
      ::close(connection);
    }
  }
  static std::string read_request(int connection) {
    std::string request;
    char buffer[4096];
    for (;;) {
      const std::size_t head = request.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::size_t at = request.find("Content-Length: ");
        if (at == std::string::npos || request.size() >= head + 4 + std::stoul(request.substr(at + 16)))
          break;
      }
      const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      request.append(buffer, static_cast<std::size_t>(count));
    }
    return request;
  }

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> requests_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> seen_;
  std::vector<std::jthread> threads_;
};

}  // namespace vp::test
