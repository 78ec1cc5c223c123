#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace vp::checkpoint {

/// A whole file mapped read-only. Every failure throws Error(Checkpoint) and names the file.
class MappedFile {
 public:
  /// Refuses everything but a regular file.
  explicit MappedFile(std::filesystem::path file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  std::span<const std::byte> bytes() const { return {data_, static_cast<std::size_t>(size_)}; }
  /// The bytes [offset, offset + length), which lie inside the file, as text.
  std::string_view text(std::uint64_t offset, std::uint64_t length) const;

  /// Copies the bytes from `offset` on, which lie inside the file, and lets go of their pages on the way, so
  /// that the copy and the mapping are not in memory at the same time. Thread-safe.
  void copy(std::uint64_t offset, std::span<std::byte> destination) const;
  /// Brings the bytes into memory, so that a file cut short or a failing disk is an Error and not a signal.
  void populate(std::uint64_t offset, std::uint64_t length) const;
  /// The mapping will be read again and again, not once from its beginning to its end.
  void expect_rereading() const;
  /// Lets go of the pages of these bytes; they are read from the file again when they are needed again.
  void release(std::uint64_t offset, std::uint64_t length) const;

 private:
  std::filesystem::path path_;
  const std::byte* data_ = nullptr;
  std::uint64_t size_ = 0;
};

/// The content of a small file; `largest` in bytes.
std::string read_small_file(const std::filesystem::path& file, std::uint64_t largest);

}  // namespace vp::checkpoint
