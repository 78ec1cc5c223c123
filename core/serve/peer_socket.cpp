#include "serve/peer_socket.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

namespace vp::serve {
namespace {

struct Place {
  std::string address;
  int port = -1;
};

using NameOfEnd = int (*)(int, sockaddr*, socklen_t*);

Place place_of(int socket, NameOfEnd name_of) {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  auto* const name = reinterpret_cast<sockaddr*>(&storage);
  if (name_of(socket, name, &length) != 0) return {};
  Place place;
  if (storage.ss_family == AF_INET)
    place.port = ntohs(reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
  else if (storage.ss_family == AF_INET6)
    place.port = ntohs(reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port);
  std::array<char, NI_MAXHOST> host{};
  if (getnameinfo(name, length, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST) == 0)
    place.address = host.data();
  return place;
}

Place own_end(int socket) {
  return place_of(socket, [](int s, sockaddr* a, socklen_t* l) { return ::getsockname(s, a, l); });
}
Place other_end(int socket) {
  return place_of(socket, [](int s, sockaddr* a, socklen_t* l) { return ::getpeername(s, a, l); });
}

std::vector<int> connections_to(int own_port) {
  std::vector<int> found;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"), ::closedir);
  while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr) {
    char* end = nullptr;
    const long number = std::strtol(entry->d_name, &end, 10);
    if (end == entry->d_name || *end != '\0') continue;
    const int descriptor = static_cast<int>(number);
    if (own_end(descriptor).port == own_port && other_end(descriptor).port > 0) found.push_back(descriptor);
  }
  return found;
}

}  // namespace

int socket_of_peer(const std::string& address, int port, int own_port) {
  for (const int socket : connections_to(own_port)) {
    const Place other = other_end(socket);
    if (other.port == port && other.address == address) return socket;
  }
  return -1;
}

bool is_closed_by_peer(int socket) {
  if (socket < 0) return false;
  pollfd state{socket, POLLIN | POLLRDHUP, 0};
  if (::poll(&state, 1, 0) <= 0) return false;
  return (state.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

void end_connections(int own_port) {
  for (const int socket : connections_to(own_port)) ::shutdown(socket, SHUT_RDWR);
}

void lengthen_backlog(int socket) {
  int listens = 0;
  socklen_t length = sizeof listens;
  if (::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0 && listens != 0)
    ::listen(socket, SOMAXCONN);
}

void prepare_listening(int socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace vp::serve
