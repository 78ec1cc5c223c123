#include "checkpoint/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"
#include "checkpoint/checkpoint_error.h"

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

namespace vp::checkpoint {
namespace {

/// Copied between two releases of pages: large enough for the disk, small beside any checkpoint.
constexpr std::uint64_t kSlice = std::uint64_t{8} << 20;

struct Descriptor {
  int value = -1;
  ~Descriptor() {
    if (value >= 0) ::close(value);
  }
};

struct PageRange {
  void* address;
  std::size_t length;
};

PageRange pages_of(const std::byte* data, std::uint64_t offset, std::uint64_t length) {
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t begin = offset / page * page;
  return {const_cast<std::byte*>(data + begin), static_cast<std::size_t>(offset + length - begin)};
}

}  // namespace

MappedFile::MappedFile(std::filesystem::path file) : path_(std::move(file)) {
  // O_NONBLOCK: opening a named pipe must not wait for a writer.
  const Descriptor descriptor{::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (descriptor.value < 0)
    refuse(path_, base::message("cannot be opened (%1); check that it exists and may be read.",
                                std::strerror(errno)));
  struct stat status {};
  if (::fstat(descriptor.value, &status) != 0 || !S_ISREG(status.st_mode))
    refuse(path_, base::message("is not a regular file; a file of a checkpoint was expected."));
  size_ = static_cast<std::uint64_t>(status.st_size);
  if (size_ == 0) refuse(path_, base::message("is empty; copy or download the file again."));
  void* const mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor.value, 0);
  if (mapped == MAP_FAILED && errno == ENOMEM)
    throw base::Error(
        base::ErrorCode::Device,
        base::message("%1 needs more memory than this process may use; raise its limit.", path_.string()));
  if (mapped == MAP_FAILED)
    refuse(path_, base::message("cannot be mapped into memory (%1).", std::strerror(errno)));
  data_ = static_cast<const std::byte*>(mapped);
  ::madvise(mapped, size_, MADV_SEQUENTIAL);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

std::string_view MappedFile::text(std::uint64_t offset, std::uint64_t length) const {
  return {reinterpret_cast<const char*>(data_ + offset), static_cast<std::size_t>(length)};
}

void MappedFile::populate(std::uint64_t offset, std::uint64_t length) const {
  if (length == 0) return;
  const PageRange pages = pages_of(data_, offset, length);
  // A kernel before 5.14 does not know the advice (EINVAL); the pages then come one by one.
  if (::madvise(pages.address, pages.length, MADV_POPULATE_READ) != 0 && errno != EINVAL && errno != EINTR &&
      errno != EAGAIN)
    refuse(path_, base::message(
                      "cannot be read any more (%1); it was changed while it was in use, or the disk fails.",
                      std::strerror(errno)));
}

void MappedFile::release(std::uint64_t offset, std::uint64_t length) const {
  if (length == 0) return;
  const PageRange pages = pages_of(data_, offset, length);
  ::madvise(pages.address, pages.length, MADV_DONTNEED);
}

void MappedFile::expect_rereading() const {
  ::madvise(const_cast<std::byte*>(data_), size_, MADV_NORMAL);
}

void MappedFile::copy(std::uint64_t offset, std::span<std::byte> destination) const {
  while (!destination.empty()) {
    const std::uint64_t length = std::min<std::uint64_t>(kSlice, destination.size());
    populate(offset, length);
    std::memcpy(destination.data(), data_ + offset, length);
    release(offset, length);
    destination = destination.subspan(length);
    offset += length;
  }
}

std::string read_small_file(const std::filesystem::path& file, std::uint64_t largest) {
  const MappedFile mapped(file);
  if (mapped.size() > largest)
    refuse(file, base::message("has %1 bytes; at most %2 were expected, so it is not the file its name says.",
                               mapped.size(), largest));
  std::string content(mapped.size(), '\0');
  mapped.copy(0, std::as_writable_bytes(std::span(content)));
  return content;
}

}  // namespace vp::checkpoint
