#include "base/append_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"

namespace vp::base {

AppendFile::AppendFile(std::filesystem::path file)
    : file_(std::move(file)), descriptor_(::open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)) {
  if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int reason = errno;
  if (descriptor_ >= 0) ::close(descriptor_);
  fail(reason == EWOULDBLOCK ? "another process is writing it" : "it cannot be opened", reason);
}

AppendFile::~AppendFile() {
  ::close(descriptor_);
}

void AppendFile::append(std::string_view line) {
  const off_t before = ::lseek(descriptor_, 0, SEEK_END);
  const auto give_up = [&](const char* what, const char* with_a_part) {
    const int reason = errno;
    // Where not even this can be done, readers leave the unfinished line out.
    fail(::ftruncate(descriptor_, before) == 0 ? what : with_a_part, reason);
  };
  while (!line.empty()) {
    const ssize_t written = ::write(descriptor_, line.data(), line.size());
    if (written >= 0)
      line.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      give_up("writing failed", "writing failed and left a part of a line");
  }
  // A device that cannot be flushed is as safe as it is.
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
    give_up("flushing to the disk failed", "flushing to the disk failed and left a line");
}

void AppendFile::truncate(std::uintmax_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0)
    fail("an unfinished line cannot be cut off", errno);
}

void AppendFile::fail(const char* what, int reason) const {
  throw Error(ErrorCode::Output,
              "Cannot write " + file_.string() + ": " + what + " (" + std::strerror(reason) + ").");
}

}  // namespace vp::base
