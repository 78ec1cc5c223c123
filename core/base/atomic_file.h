#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "base/message.h"

namespace vp::base {

/// A file that appears under its name only when it is whole: it is written beside (`NAME.`, eight random
/// letters, `.part`), flushed to the disk and renamed by commit(). Without commit() nothing is left behind. A
/// link stays a link: the file that it leads to is written. A device or a pipe is refused. Every failure
/// throws Error(Output) and names the file.
class AtomicFile {
 public:
  /// Creates missing parent folders.
  explicit AtomicFile(std::filesystem::path target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);
  /// Where the bytes go until commit(), for libraries that write by file name.
  const std::filesystem::path& part_path() const { return part_; }
  void commit();

 private:
  [[noreturn]] void fail(const Message& what) const;

  std::filesystem::path target_;
  std::filesystem::path part_;
  int descriptor_ = -1;
};

/// The whole of a small file at once, atomically.
void write_file_atomically(const std::filesystem::path& target, std::string_view content);

}  // namespace vp::base
