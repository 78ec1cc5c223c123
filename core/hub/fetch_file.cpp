#include "hub/fetch_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/message_text.h"
#include "hub/content_hash.h"

namespace vp::hub {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using std::chrono::milliseconds;

constexpr int kMostRedirections = 8;
constexpr milliseconds kLongestWait{60000};

[[noreturn]] void refuse(const base::Message& message) {
  throw Error(ErrorCode::Checkpoint, message);
}

/// What may be mended by trying again, with what is to be said when it is not.
struct Transient {
  base::Message why;
  std::optional<double> retry_after_s;
};

void wait(milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
  base::throw_if_stopped(stop);
}

/// The name of a host for a sentence: without what a signed address holds.
std::string shown(const std::string& url) {
  return base::for_message(net::origin_of(url));
}

/// Says what a status that is no success means, or that it may pass.
[[noreturn]] void fail_for(const net::HttpHead& head, const std::string& url, bool at_hub,
                           const std::string& what) {
  const long status = head.status;
  if (status == 429 || status >= 500 || status == 408 || (!at_hub && status == 403))
    throw Transient{base::message("%1 answered with status %2", shown(url), status), head.retry_after_s};
  if (status == 401 || status == 403)
    refuse(base::message(
        "%1 does not let this user have %2 (status %3); accept the model's conditions on its page, "
        "or set HF_TOKEN to a token that may read it.",
        shown(url), what, status));
  if (status == 404)
    refuse(base::message("%1 has no %2; check the model's name, the revision and the folder.", shown(url),
                         what));
  refuse(base::message("%1 answered with status %2 when asked for %3.", shown(url), status, what));
}

/// Calls `attempt` until it succeeds. `came` says whether it got anything new.
template <typename Attempt>
void with_patience(const Patience& patience, const std::stop_token& stop, const std::string& what,
                   Attempt attempt) {
  milliseconds pause = patience.first_wait;
  for (int tries = 1;; ++tries) {
    bool came = false;
    std::optional<double> asked_s;
    base::Message why;
    try {
      attempt(came);
      return;
    } catch (const net::NoReply& no_reply) {
      why = base::message("there was no answer (%1)", base::for_message(no_reply.what(), 200));
    } catch (const Transient& transient) {
      why = transient.why;
      asked_s = transient.retry_after_s;
    }
    if (came) {
      tries = 0;
      pause = patience.first_wait;
    }
    if (tries >= patience.tries)
      refuse(base::message("%1 could not be got: %2. What came is kept; try again later.", what, why));
    const milliseconds asked(static_cast<std::int64_t>(std::clamp(asked_s.value_or(0), 0.0, 60.0) * 1000));
    wait(std::min(std::max(pause, asked), kLongestWait), stop);
    pause *= 2;
  }
}

std::vector<std::string> headers_for(const std::string& url, const std::string& asked,
                                     const std::string& token) {
  if (token.empty() || net::origin_of(url) != net::origin_of(asked)) return {};
  return {"Authorization: Bearer " + token};
}

bool is_redirection(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Where a redirection leads. An encrypted address never leads to one that is not.
std::string next_address(const net::HttpHead& head, const std::string& url, const std::string& what) {
  const std::string next = net::resolved(url, head.header("location"));
  if (next.empty() || (net::origin_of(url).starts_with("https:") && net::is_readable_on_the_way(next)))
    refuse(
        base::message("%1 sends on to an address that cannot be used when asked for %2.", shown(url), what));
  return next;
}

/// A file that is on its way, locked while this object lives.
class Part {
 public:
  Part(fs::path file, const fs::path& whole, const std::stop_token& stop) : file_(std::move(file)) {
    for (;;) {
      open_and_lock(stop);
      if (has_its_name() || exists(whole)) return;
      ::close(descriptor_);  // another process finished it, and its content was another one
    }
  }
  ~Part() { ::close(descriptor_); }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  std::int64_t size() const { return size_; }

  /// Hashes what is there.
  void read(ContentHash& hash, const std::stop_token& stop) {
    std::array<std::byte, 1 << 16> bytes;
    size_ = 0;
    for (;;) {
      base::throw_if_stopped(stop);
      const ssize_t count = ::pread(descriptor_, bytes.data(), bytes.size(), size_);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(errno);
      if (count == 0) return;
      hash.update(std::span(bytes).first(static_cast<std::size_t>(count)));
      size_ += count;
    }
  }
  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), size_);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(errno);
      size_ += count;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
  }
  void clear() {
    if (::ftruncate(descriptor_, 0) != 0) fail(errno);
    size_ = 0;
  }
  void remove() { ::unlink(file_.c_str()); }
  void become(const fs::path& whole) {
    if (::fsync(descriptor_) != 0 || ::rename(file_.c_str(), whole.c_str()) != 0) fail(errno);
    if (const int folder = ::open(whole.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        folder >= 0) {
      ::fsync(folder);
      ::close(folder);
    }
  }

 private:
  static bool exists(const fs::path& file) {
    std::error_code error;
    return fs::exists(file, error);
  }
  void open_and_lock(const std::stop_token& stop) {
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor_ < 0) fail(errno);
    constexpr milliseconds kBetween{200};
    while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EINTR) continue;
      if (errno != EWOULDBLOCK) return;  // a file system without locks: one process is what there is
      try {
        wait(kBetween, stop);
      } catch (...) {
        ::close(descriptor_);
        throw;
      }
    }
  }
  bool has_its_name() const {
    struct stat mine {
    }, named{};
    return ::fstat(descriptor_, &mine) == 0 && ::stat(file_.c_str(), &named) == 0 &&
           mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
  }
  [[noreturn]] void fail(int reason) const {
    throw Error(ErrorCode::Output, base::message("Cannot write %1: %2.", file_.string(),
                                                 std::generic_category().message(reason)));
  }

  fs::path file_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
};

/// Gets the rest of a file.
class Attempts {
 public:
  Attempts(net::HttpClient& client, const RemoteFile& file, Part& part, ContentHash& hash,
           const std::function<void(std::int64_t)>& on_bytes, const std::stop_token& stop)
      : client_(client),
        file_(file),
        part_(part),
        hash_(hash),
        on_bytes_(on_bytes),
        stop_(stop),
        furthest_(part.size()) {}

  /// One try; returns when it is all there. `came`: it got further than those before it.
  void operator()(bool& came) {
    begun_ = longer_ = false;
    std::string url = file_.url;
    for (int i = 0; i <= kMostRedirections; ++i) {
      const net::HttpHead head = client_.fetch(
          {url, headers_for(url, file_.url, file_.token), false, part_.size()},
          [&](const net::HttpHead& reply, std::span<const std::byte> bytes) {
            return take(reply, bytes, came);
          },
          stop_);
      if (is_redirection(head.status)) {
        url = next_address(head, url, file_.listed.path);
        continue;
      }
      if (head.status == 416) begin_anew();  // what is there is more than the server has
      if (head.status == 416 || longer_)
        throw Transient{base::message("%1 has another size there", file_.listed.path), {}};
      if (head.status != 200 && head.status != 206)
        fail_for(head, url, net::origin_of(url) == net::origin_of(file_.url), file_.listed.path);
      if (part_.size() < file_.listed.size)
        throw Transient{
            base::message("the connection ended after %1 of %2 bytes", part_.size(), file_.listed.size), {}};
      return;
    }
    refuse(base::message("%1 sends on from address to address when asked for %2.", shown(url),
                         file_.listed.path));
  }

 private:
  bool take(const net::HttpHead& head, std::span<const std::byte> bytes, bool& came) {
    if (head.status != 200 && head.status != 206) return false;
    if (!begun_) {
      begun_ = true;
      // A server that does not know ranges sends the whole file; one that sends another part sends nothing of
      // use.
      const std::string range = "bytes " + std::to_string(part_.size()) + "-";
      if (part_.size() > 0 && (head.status == 200 || !head.header("content-range").starts_with(range))) {
        begin_anew();
        if (head.status == 206) {
          longer_ = true;
          return false;
        }
      }
    }
    if (part_.size() + static_cast<std::int64_t>(bytes.size()) > file_.listed.size) {
      begin_anew();
      longer_ = true;
      return false;
    }
    part_.write(bytes);
    hash_.update(bytes);
    came = came || part_.size() > furthest_;
    furthest_ = std::max(furthest_, part_.size());
    on_bytes_(part_.size());
    return true;
  }
  void begin_anew() {
    part_.clear();
    hash_.reset();
    on_bytes_(0);
  }

  net::HttpClient& client_;
  const RemoteFile& file_;
  Part& part_;
  ContentHash& hash_;
  const std::function<void(std::int64_t)>& on_bytes_;
  const std::stop_token& stop_;
  std::int64_t furthest_;  ///< that any try came
  bool begun_ = false;     ///< a body has begun
  bool longer_ = false;    ///< than listed, or another part of it
};

}  // namespace

fs::path fetch_file(net::HttpClient& client, const RemoteFile& file, const fs::path& blobs,
                    const Patience& patience, const std::function<void(std::int64_t)>& on_bytes,
                    const std::stop_token& stop) {
  ContentHash hash(file.listed);
  const fs::path whole = blobs / hash.expected();
  std::error_code error;
  fs::create_directories(blobs, error);
  const auto is_there = [&] {
    return fs::is_regular_file(whole, error) &&
           static_cast<std::int64_t>(fs::file_size(whole, error)) == file.listed.size;
  };
  if (is_there()) {
    on_bytes(file.listed.size);
    return whole;
  }
  Part part(blobs / (hash.expected() + ".incomplete"), whole, stop);
  if (is_there()) {  // another process had it on its way
    part.remove();
    on_bytes(file.listed.size);
    return whole;
  }
  part.read(hash, stop);
  if (part.size() > file.listed.size) {
    part.clear();
    hash.reset();
  }
  on_bytes(part.size());
  if (part.size() < file.listed.size)
    with_patience(patience, stop, file.listed.path, Attempts(client, file, part, hash, on_bytes, stop));
  if (const std::string found = hash.finish(); found != hash.expected()) {
    part.clear();
    part.remove();
    refuse(base::message(
        "%1 has another content than the hub's hash says (%2 and not %3); nothing of it is kept. Try "
        "again, without a proxy or mirror that may have changed it.",
        file.listed.path, found.substr(0, 12), hash.expected().substr(0, 12)));
  }
  part.become(whole);
  return whole;
}

Document fetch_document(net::HttpClient& client, const std::string& url, const std::string& token,
                        std::size_t most_bytes, const Patience& patience, const std::stop_token& stop) {
  Document document;
  with_patience(patience, stop, shown(url), [&](bool&) {
    std::string address = url;
    for (int i = 0; i <= kMostRedirections; ++i) {
      document.body.clear();
      bool too_long = false;
      document.head = client.fetch(
          {address, headers_for(address, url, token)},
          [&](const net::HttpHead&, std::span<const std::byte> bytes) {
            too_long = document.body.size() + bytes.size() > most_bytes;
            if (!too_long) document.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            return !too_long;
          },
          stop);
      if (is_redirection(document.head.status)) {
        address = next_address(document.head, address, base::for_message(url, 200));
        continue;
      }
      if (document.head.status != 200) fail_for(document.head, address, true, base::for_message(url, 200));
      if (too_long)
        refuse(
            base::message("%1 sends a list of files of more than %2 MiB.", shown(address), most_bytes >> 20));
      return;
    }
    refuse(base::message("%1 sends on from address to address when asked for %2.", shown(address),
                         base::for_message(url, 200)));
  });
  return document;
}

}  // namespace vp::hub
