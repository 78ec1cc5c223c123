#include "base/append_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.h"

namespace vp::base {

AppendFile::AppendFile(std::filesystem::path file) : file_(std::move(file)) {
  std::error_code error;
  if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path(), error);
  if (error) fail(base::message("its folder cannot be made"), error.value());
  do {
    open_and_lock();
  } while (!has_its_name());
}

void AppendFile::open_and_lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(base::message("it cannot be opened"), errno);
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int reason = errno;
  ::close(descriptor_);
  fail(reason == EWOULDBLOCK ? base::message("another process is writing it")
                             : base::message("it cannot be locked"),
       reason);
}

bool AppendFile::has_its_name() const {
  struct stat locked {
  }, named{};
  return ::fstat(descriptor_, &locked) == 0 && ::stat(file_.c_str(), &named) == 0 &&
         locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
}

AppendFile::~AppendFile() {
  ::close(descriptor_);
}

void AppendFile::append(std::string_view line) {
  const off_t before = ::lseek(descriptor_, 0, SEEK_END);
  const auto give_up = [&](const Message& what, const Message& with_a_part) {
    const int reason = errno;
    // Where not even this can be done, readers leave the unfinished line out.
    fail(::ftruncate(descriptor_, before) == 0 ? what : with_a_part, reason);
  };
  while (!line.empty()) {
    const ssize_t written = ::write(descriptor_, line.data(), line.size());
    if (written >= 0)
      line.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      give_up(base::message("writing failed"), base::message("writing failed and left a part of a line"));
  }
  // A device that cannot be flushed is as safe as it is.
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
    give_up(base::message("flushing to the disk failed"),
            base::message("flushing to the disk failed and left a line"));
}

void AppendFile::truncate(std::uintmax_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0)
    fail(base::message("an unfinished line cannot be cut off"), errno);
}

void AppendFile::fail(const Message& what, int reason) const {
  throw Error(ErrorCode::Output,
              base::message("Cannot write %1: %2 (%3).", file_.string(), what, std::strerror(reason)));
}

bool is_unfinished_line(const std::filesystem::path& file, std::uintmax_t size, std::string_view start) {
  std::ifstream stream(file, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(size));
  std::string rest(start.size(), '\0');
  stream.read(rest.data(), static_cast<std::streamsize>(rest.size()));
  rest.resize(static_cast<std::size_t>(stream.gcount()));
  return !stream.bad() && start.starts_with(rest);
}

}  // namespace vp::base
