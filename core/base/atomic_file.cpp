#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.h"

namespace vp::base {

AtomicFile::AtomicFile(std::filesystem::path target) : target_(std::move(target)) {
  std::error_code error;
  if (std::filesystem::is_directory(target_, error))
    throw Error(ErrorCode::Output,
                base::message("Cannot write %1: it is a folder; give a file name.", target_.string()));
  // Renaming would put a file in the place of /dev/null, and in the place of a link.
  if (std::filesystem::is_other(target_, error))
    throw Error(
        ErrorCode::Output,
        base::message("Cannot write %1: it is a device or a pipe; give a file name.", target_.string()));
  constexpr int kMostLinks = 40;  // as many as Linux follows
  for (int links = 0; links < kMostLinks && std::filesystem::is_symlink(target_, error); ++links)
    target_ = target_.parent_path() / std::filesystem::read_symlink(target_, error);
  if (target_.has_parent_path()) {
    std::filesystem::create_directories(target_.parent_path(), error);
    if (error) {
      errno = error.value();
      fail(base::message("its folder cannot be made"));
    }
  }
  // open() applies the user's mask; mkstemp would not, and the mask cannot be asked for without changing it.
  std::random_device random;
  for (int attempt = 0; attempt < 100 && descriptor_ < 0; ++attempt) {
    char suffix[32];
    std::snprintf(suffix, sizeof(suffix), ".%08x.part", static_cast<unsigned>(random()));
    part_ = target_.string() + suffix;
    descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST) break;
  }
  if (descriptor_ < 0) fail(base::message("its folder cannot be written to"));
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    ::unlink(part_.c_str());
  }
}

void AtomicFile::fail(const Message& what) const {
  throw Error(ErrorCode::Output,
              base::message("Cannot write %1: %2 (%3).", target_.string(), what, std::strerror(errno)));
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      fail(base::message("writing failed"));
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::write(std::string_view text) {
  write(std::as_bytes(std::span(text.data(), text.size())));
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) fail(base::message("flushing to the disk failed"));
  if (::rename(part_.c_str(), target_.c_str()) != 0) fail(base::message("renaming the finished file failed"));
  ::close(descriptor_);
  descriptor_ = -1;
  // The rename itself is durable only when the folder is flushed too; where a folder cannot be, it is as safe
  // as the file system makes it.
  const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
  const int folder_descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_descriptor >= 0) {
    ::fsync(folder_descriptor);
    ::close(folder_descriptor);
  }
}

void write_file_atomically(const std::filesystem::path& target, std::string_view content) {
  AtomicFile file(target);
  file.write(content);
  file.commit();
}

}  // namespace vp::base
