#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "hub/hub_cache.h"
#include "hub/hub_settings.h"
#include "hub/repository_listing.h"
#include "net/http_client.h"

namespace vp::hub {

/// How often a file is tried again, and how long is waited before: a second, then twice as long each time, or
/// what the server asks for, at most a minute. Bytes that came begin the count anew.
struct Patience {
  int tries = 8;
  std::chrono::milliseconds first_wait{1000};
};

/// A file of a model on the hub, by its whole address.
struct RemoteFile {
  std::string url;
  std::string token;  ///< sent to the address's own origin alone; empty: none
  ListedFile listed;
};

/// Gets the file into `blobs`/HASH and returns that name. What an earlier try left (HASH.incomplete) is gone
/// on with, hashed again first; the bytes are hashed as they are written, and only what has the listed size
/// and hash gets its name. Another process that gets the same file is waited for. `on_bytes` is told how many
/// of the file's bytes are there, from this thread. Throws Error(Checkpoint) where the hub refuses the file,
/// sends another content (which is then not kept) or is not reached in the end; Error(Output) where it cannot
/// be written; Error(Stopped), with what came kept for the next time.
std::filesystem::path fetch_file(net::HttpClient& client, const RemoteFile& file,
                                 const std::filesystem::path& blobs, const Patience& patience,
                                 const std::function<void(std::int64_t)>& on_bytes,
                                 const std::stop_token& stop);

/// A small document of the hub, redirections followed within its origin alone; at most `most_bytes`. Tried
/// again as files are. Throws Error(Checkpoint), Error(Stopped).
struct Document {
  std::string body;
  net::HttpHead head;
};
Document fetch_document(net::HttpClient& client, const std::string& url, const std::string& token,
                        std::size_t most_bytes, const Patience& patience, const std::stop_token& stop);

}  // namespace vp::hub
