#pragma once

#include <string>

namespace vp::serve {

/// This process's socket of the connection that another program has from there to this port; -1 where there
/// is none. For versions of the HTTP library that do not tell whether a client is still there.
int socket_of_peer(const std::string& address, int port, int own_port);
/// Whether the other end has closed it.
bool is_closed_by_peer(int socket);
/// Ends all connections to this port of this process.
void end_connections(int own_port);
/// As many connections may wait to be taken as the system allows; does nothing to what is no listening one.
void lengthen_backlog(int socket);
/// What a server's socket needs before it is bound: a port that was just left can be taken, one that another
/// program listens on cannot.
void prepare_listening(int socket);

}  // namespace vp::serve
