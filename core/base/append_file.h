#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/message.h"

namespace vp::base {

/// A file that grows line by line and survives every kind of end: what was appended is on the disk, and what
/// an end in the middle of a line leaves behind has no line break. One process at a time: the file is locked
/// while this object lives. Every failure throws Error(Output) and names the file.
class AppendFile {
 public:
  /// Makes the file and missing folders.
  explicit AppendFile(std::filesystem::path file);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  /// Writes `line`, which ends with its line break, through to the disk. When that fails the file ends with
  /// the line before.
  void append(std::string_view line);
  /// Cuts off everything behind the first `size` bytes: a line that was never finished.
  void truncate(std::uintmax_t size);

 private:
  void open_and_lock();
  /// Whether the name still stands for the file that is locked: another process may have renamed its own over
  /// it in between.
  bool has_its_name() const;
  [[noreturn]] void fail(const Message& what, int reason) const;

  std::filesystem::path file_;
  int descriptor_ = -1;
};

/// Whether what lies behind the first `size` bytes of a file can be what an end in the middle of a line
/// leaves, where every line begins with `start`. Anything else is somebody's and must not be cut off.
bool is_unfinished_line(const std::filesystem::path& file, std::uintmax_t size, std::string_view start);

}  // namespace vp::base
